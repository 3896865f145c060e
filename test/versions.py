"""lit's format for tests that also run under LLVM 19.

A file with `%verify19` among its RUN lines is two tests: FILE, which runs all
other lines, and FILE@llvm19, which runs those. So a build without LLVM 19
counts the second as unsupported and still runs the first; that nothing was
tried there is seen in the numbers, and not taken for a pass.
"""
import lit.formats
import lit.Test
import lit.TestRunner

MARK = "%verify19"
# Applied to each RUN line before lit's own substitutions: a line of the other
# test becomes the command that does nothing.
THIS_LINE = rf"^.*{MARK}\b.*$"
OTHER_LINE = rf"^(?!.*{MARK}\b).*$"


class Llvm19Test(lit.Test.Test):
    def __init__(self, suite, path_in_suite, config):
        super().__init__(suite, (*path_in_suite[:-1], f"{path_in_suite[-1]}@llvm19"), config)
        self.source_in_suite = path_in_suite

    def getSourcePath(self):
        return self.suite.getSourcePath(self.source_in_suite)


class VersionedTest(lit.formats.ShTest):
    def getTestsForPath(self, suite, path_in_suite, lit_config, local_config):
        for test in super().getTestsForPath(suite, path_in_suite, lit_config, local_config):
            yield test
            with open(test.getSourcePath(), encoding="utf-8", errors="replace") as file:
                if any("RUN:" in line and MARK in line for line in file):
                    yield Llvm19Test(suite, path_in_suite, local_config)

    def execute(self, test, lit_config):
        on_19 = isinstance(test, Llvm19Test)
        if on_19 and "llvm19" not in test.config.available_features:
            return lit.Test.Result(lit.Test.UNSUPPORTED, "there is no plugin for LLVM 19")
        return lit.TestRunner.executeShTest(test, lit_config, self.execute_external,
                                            [(OTHER_LINE if on_19 else THIS_LINE, ":")])
