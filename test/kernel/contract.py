"""The contract against the kernel's own definitions, for test/kernel/run."""
import subprocess


def verify_contract(pvlint, store):
    """(agrees, lines): pvlint contract --verify on a folder of flow files."""
    run = subprocess.run([str(pvlint), "contract", "--verify", str(store)],
                         capture_output=True, text=True,
                         stdin=subprocess.DEVNULL)
    return run.returncode == 0, (run.stdout + run.stderr).splitlines()
