"""What CONFIG_DEBUG_IRQFLAGS warned of: each has to be a place that the census does not call proven.

The kernel warns in a function of its own, so the place is the innermost caller that is sure ('?' marks what may be a remnant on
the stack). It may have been inlined into the function that is named: then all entries of files that ran with interrupts enabled would
be needed to tell; so a warning is predicted when the named function, or what is inlined there, has a site that was seen enabled and
is not proven.
"""
import re

WARNING = 'raw_local_irq_restore() called with IRQs enabled'
CALL = re.compile(r'\]?\s+(\? )?([A-Za-z_][\w.]*)\+0x[0-9a-f]+/0x[0-9a-f]+')
# The way from the restore to the warning.
INSIDE = re.compile(r'warn_bogus_irq_restore|__warn|report_bug|handle_bug|exc_invalid_op|asm_exc_|show_regs|dump_stack|_raw_\w+irqrestore')


def warned(lines):
    """The function of each warning, in order."""
    found, inside = [], False
    for line in lines:
        if WARNING in line:
            inside = True
        elif inside and '</TASK>' in line:
            inside = False
        elif inside and 'RIP:' not in line and (call := CALL.search(line)):
            if not call[1] and not INSIDE.match(call[2]):
                found.append(call[2])
                inside = False
    return found


def unpredicted(functions, verdict):
    """Those of FUNCTIONS where nothing that was seen enabled is anything but proven."""
    known = set()
    for site in verdict.sites:
        counts = verdict.recorded.counts((site['object'], site['index']))
        if verdict.enabled(counts) and verdict.is_expected(site):
            known.update(function for function, *_ in site['frames'])
    return [f for f in functions if f.split('.')[0] not in known]
