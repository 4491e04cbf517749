package io.telecomcrm.audit;

import io.telecomcrm.kernel.Text;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the whole log against its seals and names what does not fit. Keeps one block in memory at a time. */
@Component
class Verification {

    private static final int MOST_FINDINGS = 20;
    private static final int SEALS_AT_ONCE = 20;
    private static final int READ_AT_ONCE = 500;

    private final AuditRepository entries;
    private final Clock clock;

    Verification(AuditRepository entries, Clock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    /** @param known a seal somebody has written down elsewhere; the chain must contain it */
    Check check(KnownSeal known) {
        var run = new Run(known);
        while (run.findings.size() < MOST_FINDINGS) {
            var seals = entries.seals(run.last == null ? Long.MIN_VALUE : run.last.number(), SEALS_AT_ONCE);
            seals.forEach(run::check);
            if (seals.size() < SEALS_AT_ONCE) {
                run.end();
                break;
            }
        }
        return new Check(
                clock.instant(),
                run.read,
                run.last == null ? 0 : run.last.number(),
                run.last == null ? "" : run.last.hash(),
                run.findings.stream().limit(MOST_FINDINGS).toList());
    }

    private final class Run {

        private final KnownSeal known;
        private final List<Text> findings = new ArrayList<>();
        private @Nullable Seal last;
        private long read;
        private boolean metKnown;

        Run(KnownSeal known) {
            this.known = known;
        }

        void check(Seal seal) {
            var expected = last == null ? 1 : last.number() + 1;
            if (seal.number() != expected) {
                find("audit.finding.seals_removed", expected, seal.number() - 1);
            }
            checkEntries(seal);
            if (known.isNumbered(seal)) {
                metKnown = true;
                if (!known.matches(seal)) {
                    find("audit.finding.seal_unlike_known", seal.number());
                }
            } else if (known.matchesByHash(seal)) {
                metKnown = true;
            }
            last = seal;
        }

        void end() {
            if (!known.isNone() && !metKnown) {
                find("audit.finding.known_seal_missing", last == null ? 0 : last.number());
            }
        }

        private void checkEntries(Seal seal) {
            var block = new Seal.Block();
            var wrong = new ArrayList<Text>();
            var mark = 0;
            var after = last == null ? Long.MIN_VALUE : last.toId();
            List<AuditEntry> rows;
            do {
                rows = entries.between(after, seal.toId(), READ_AT_ONCE);
                for (var row : rows) {
                    var digest = row.digest();
                    block.add(row.id(), digest);
                    while (mark < seal.marks() && seal.id(mark) < row.id()) {
                        note(wrong, "audit.finding.removed", seal.id(mark), seal.number());
                        mark++;
                    }
                    if (mark == seal.marks() || seal.id(mark) > row.id()) {
                        note(wrong, "audit.finding.inserted", row.id(), seal.number());
                    } else {
                        if (!seal.holds(mark, digest)) {
                            note(wrong, "audit.finding.changed", row.id(), seal.number());
                        }
                        mark++;
                    }
                }
                after = rows.isEmpty() ? after : rows.getLast().id();
            } while (rows.size() == READ_AT_ONCE);
            for (; mark < seal.marks(); mark++) {
                note(wrong, "audit.finding.removed", seal.id(mark), seal.number());
            }
            read += block.entries();
            judge(seal, block.seal(last, seal.toId(), seal.sealedAt()), wrong);
        }

        /** Where the hash fits, the entries are right, and whatever else differs is the seal's own doing. */
        private void judge(Seal stored, Seal computed, List<Text> wrong) {
            var fits = stored.hash().equals(computed.hash());
            if (!fits && !wrong.isEmpty()) {
                findings.addAll(wrong);
            } else if (!fits
                    || stored.fromId() != computed.fromId()
                    || stored.entries() != computed.entries()
                    || !Arrays.equals(stored.digests(), computed.digests())) {
                find("audit.finding.seal_changed", stored.number());
            }
        }

        private void note(List<Text> wrong, String code, long entry, long seal) {
            if (wrong.size() < MOST_FINDINGS) {
                wrong.add(new Text(code, entry, seal));
            }
        }

        private void find(String code, Object... numbers) {
            findings.add(new Text(code, numbers));
        }
    }
}
