import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(config.pvlint_source_dir, "test"))
import versions

config.name = "pvlint"
config.test_format = versions.VersionedTest()
config.suffixes = [".c", ".test", ".flow", ".yaml"]
# test/kernel, test/ci and test/editors have runners of their own (a kernel tree, recipes, editors).
config.excludes = ["Inputs", "ci", "kernel", "editors", "contract", "unit"]
config.test_source_root = os.path.join(config.pvlint_source_dir, "test")
config.test_exec_root = os.path.join(config.pvlint_binary_dir, "test")

# FileCheck, not and split-file carry no version suffix in LLVM's own folder.
config.environment["PATH"] = os.pathsep.join(
    [config.llvm_tools_dir, config.environment.get("PATH", os.environ["PATH"])]
)

inputs = os.path.join(config.test_source_root, "Inputs")


# What tests call 22 is the LLVM of the command, and what they call 19 is another one, which only has a plugin, or a command
# beside: lit --param older=18 build/test/checks.
newer = config.pvlint_llvm
older = lit_config.params.get("older", "19")

# The command of another LLVM: ninja -C build pvlint-tool-19, lit --param command=pvlint-19 build/test/lsp.
command = os.path.join(config.pvlint_binary_dir, "bin", lit_config.params.get("command", "pvlint"))


def plugin(llvm):
    return os.path.join(config.pvlint_binary_dir, "lib", f"pvlint-{llvm}.so")


def verify(llvm):
    # -w silences Clang about the test's own C; the plugin's findings are not subject to it.
    return (
        f"clang-{llvm} -std=gnu11 -fsyntax-only -w -I{inputs} -fplugin={plugin(llvm)} "
        "-Xclang -verify -Xclang -verify-ignore-unexpected=note"
    )


def tidy(name, llvm):
    module = os.path.join(config.pvlint_binary_dir, "lib", f"pvlint-tidy-{llvm}.so")
    same = f"{config.test_source_root}/plugin/same-as-tidy.py"
    if not os.path.exists(module) or not shutil.which(f"clang-tidy-{llvm}"):
        return None
    return {f"%tidy{name}": f"clang-tidy-{llvm} -load={module}",
            f"%tidy-module{name}": module,
            f"%same-as-tidy{name}": f"{sys.executable} {same} {command} "
                                    f"clang-tidy-{llvm} {module}"}


substitutions = {
    "%pvlint": command,
    "%pvlint-19": os.path.join(config.pvlint_binary_dir, "bin", f"pvlint-{older}"),
    "%llvm19": older,
    "%llvm22": newer,
    "%clang19": f"clang-{older}",
    "%clang22": f"clang-{newer}",
    "%plugin19": plugin(older),
    "%plugin22": plugin(newer),
    "%inputs": inputs,
    "%lsp-client": f"{sys.executable} {config.test_source_root}/lsp/client.py {command}",
    "%in-room": f"{sys.executable} {config.test_source_root}/tool/in-room.py {config.pvlint_binary_dir}",
    "%lit": f"env PYTHONPATH={config.test_source_root} {sys.executable} {os.path.realpath(sys.argv[0])}",
    "%irqs": f"{sys.executable} {config.test_source_root}/irqs.py {command}",
    "%python": sys.executable,
    "%oracle": os.path.join(config.pvlint_source_dir, "bench", "oracle"),
    # Without the capabilities by which root passes what its owner may not read.
    "%by-rights": "setpriv --bounding-set=-dac_override,-dac_read_search" if os.geteuid() == 0 else "",
    "%make-database": f"{sys.executable} {inputs}/make-database.py",
    # For FileCheck: lines as they are, and no finding or note besides.
    "%whole": "--match-full-lines --implicit-check-not='{{.*:[0-9]+: (warning|remark|note): .*}}'",
    "%verify": verify(newer),
    "%verify19": verify(older),
    "%verify-audit": verify(newer) + " -fplugin-arg-pvlint-level=audit",
}

if os.path.exists(plugin(older)):
    config.available_features.add("llvm19")
else:
    lit_config.note(f"no plugin for LLVM {older}: tests of it are unsupported")

if os.path.exists(substitutions["%pvlint-19"]):
    config.available_features.add("command19")

if shutil.which("clang-format-22") and shutil.which("clang-tidy-22") and shutil.which("git"):
    config.available_features.add("lint")

if shutil.which("pre-commit") and shutil.which("git"):
    config.available_features.add("pre-commit")

# Headers and programs of clang-tidy are packages of their own.
for name, llvm in (("19", older), ("22", newer)):
    if tidy(name, llvm):
        config.available_features.add(f"tidy{name}")
        substitutions.update(tidy(name, llvm))
substitutions["%pvops"] = "-checks=-*,pvops-*"

# Other people's programs that read reports, from npm.
npm = subprocess.run([os.path.join(config.pvlint_source_dir, "scripts", "npm-tools"), "--print"],
                     capture_output=True, text=True)
if npm.returncode == 0:
    config.available_features.add("npm")
    config.environment["PVLINT_NPM"] = npm.stdout.strip()
    substitutions["%sarif-multitool"] = os.path.join(
        npm.stdout.strip(), "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool")
    substitutions["%rdformat-validator"] = (
        f"node {npm.stdout.strip()}/node_modules/@umbrelladocs/rdformat-validator/bin/rdformat-validator.js")
    substitutions["%validate"] = f"node {os.path.dirname(os.path.realpath(__file__))}/report/validate.mjs"
    chromium = shutil.which("chromium")
    if chromium:
        config.available_features.add("chromium")
        config.environment["PVLINT_CHROMIUM"] = chromium
        substitutions["%browse"] = f"node {os.path.dirname(os.path.realpath(__file__))}/report/browse.mjs"
else:
    lit_config.note("no validators (scripts/npm-tools installs them): tests of report forms are left out")

# The page is made by npm, which a build may do without.
if os.path.exists(os.path.join(config.pvlint_binary_dir, "web", "dist", "index.html")):
    config.available_features.add("html")

# A file system of a few kilobytes to fill, or a second name for a folder.
if subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"],
                  capture_output=True).returncode == 0:
    config.available_features.add("mounts")

# lit replaces them in order: a longer name must come before one that it starts with.
for name in sorted(substitutions, key=len, reverse=True):
    config.substitutions.append((name, substitutions[name]))
