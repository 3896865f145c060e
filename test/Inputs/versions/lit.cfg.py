"""A suite for test/tool/versions.test, in which a version accepts its own number."""
import versions

config.name = "tiny"
config.test_format = versions.VersionedTest()
config.suffixes = [".test"]
config.test_exec_root = lit_config.params["exec"]
if "llvm19" in lit_config.params:
    config.available_features.add("llvm19")
config.substitutions += [("%verify19", "test 19 ="), ("%verify", "test 22 =")]
