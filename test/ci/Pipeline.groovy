// groovy Pipeline.groovy JENKINSFILE FOLDER: runs the stages of a declarative pipeline in FOLDER, as far as Jenkins does so with
// pvlint's: axes of a matrix, sh, stash and unstash; what plugins do is printed. PREPARE of the environment is not the
// pipeline's but the caller's. Stops with the first sh that fails.
class Declarative {
    File folder, stashes
    Map variables = [:]

    def run(Closure body, Object receiver = this) {
        body.delegate = receiver
        body.resolveStrategy = Closure.DELEGATE_FIRST
        body()
    }
    def pipeline(Closure body) { run body }
    def agent(Object ignored) { }
    def stages(Closure body) { run body }
    def stage(String name, Closure body) { println "stage: $name"; run body }
    def steps(Closure body) { run body }
    def script(Closure body) { run body }
    def always(Closure body) { run body }
    def post(Closure body) { run body }
    def environment(Closure body) { run body, new Expando() }

    def matrix(Closure body) {
        def axes = [], inner = null
        run body, new Object() {
            def agent(Object ignored) { }
            def axes(Closure c) { Declarative.with(c, this) }
            def axis(Closure c) { axes << [:]; Declarative.with(c, this) }
            def name(String n) { axes.last().name = n }
            def values(String... v) { axes.last().values = v as List }
            def stages(Closure c) { inner = c }
        }
        assert axes.size() == 1
        axes[0].values.each { variables[axes[0].name] = it; run inner }
        variables.clear()
    }
    static with(Closure c, Object receiver) {
        c.delegate = receiver
        c.resolveStrategy = Closure.DELEGATE_FIRST
        c()
    }

    def sh(Object text) {
        println "sh: $text"
        def builder = new ProcessBuilder('sh', '-xe', '-c', text.toString()).directory(folder).inheritIO()
        builder.environment().putAll(variables)
        System.out.flush()
        int status = builder.start().waitFor()
        if (status) { println "failed: $status"; System.exit(1) }
    }
    def copy(String from, String to, String what) {
        assert ['sh', '-c', "mkdir -p '$to' && cd '$from' && cp -r --parents $what '$to'"].execute().waitFor() == 0
    }
    def stash(Map m) { copy folder.path, "$stashes/${m.name}", m.includes - '/**'; new File(folder, 'flows').deleteDir() }
    def unstash(Object name) { copy "$stashes/$name", folder.path, '.' }
    def sarif(Map m) { "sarif ${m.pattern}" }
    def recordIssues(Map m) { println "recordIssues: ${m.tool} ${m.qualityGates}" }
    def archiveArtifacts(Map m) { println "archiveArtifacts: ${m.artifacts}"; assert new File(folder, m.artifacts).exists() }
    def label(String name) { }
    def propertyMissing(String name) { name in ['none', 'any'] ? name : variables[name] }
}
def pipeline = new Declarative(folder: new File(args[1]), stashes: File.createTempDir())
def script = new GroovyShell().parse(new File(args[0]))
script.metaClass.pipeline = { Closure c -> pipeline.pipeline(c) }
script.run()
pipeline.stashes.deleteDir()
