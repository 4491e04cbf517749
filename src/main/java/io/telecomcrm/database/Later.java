package io.telecomcrm.database;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What one transaction writes as it ends, in the order in which it was told; see {@link Prepared#later}. */
final class Later implements TransactionSynchronization {

    /** More than that are rows of bulk work, which are sent by statements. */
    private static final int FEW = 12;

    private final List<Prepared.Call> waiting = new ArrayList<>();
    private final Map<Object, Integer> savepoints = new IdentityHashMap<>();
    private boolean committing;

    private Later() {}

    static void add(Prepared.Call call) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            ofTransaction().wait(call);
        } else {
            call.statement().execute(call.values());
        }
    }

    private static Later ofTransaction() {
        for (var synchronization : TransactionSynchronizationManager.getSynchronizations()) {
            if (synchronization instanceof Later later) {
                return later;
            }
        }
        var later = new Later();
        TransactionSynchronizationManager.registerSynchronization(later);
        return later;
    }

    private void wait(Prepared.Call call) {
        waiting.add(call);
        if (committing) {
            write();
        }
    }

    private void write() {
        if (waiting.size() <= FEW) {
            Prepared.executeTogether(waiting);
        } else {
            var byStatement = new LinkedHashMap<Prepared, List<@Nullable Object[]>>();
            waiting.forEach(call -> byStatement
                    .computeIfAbsent(call.statement(), _ -> new ArrayList<>())
                    .add(call.values()));
            byStatement.forEach(Prepared::executeAll);
        }
        waiting.clear();
    }

    /** Last, for others may still do things. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        committing = true;
        write();
    }

    /** Whoever begins to wait while others are asked before the commit isn't asked any more. */
    @Override
    public void afterCompletion(int status) {
        if (status == STATUS_COMMITTED && !waiting.isEmpty()) {
            throw new IllegalStateException("Committed without " + waiting);
        }
    }

    @Override
    public void savepoint(Object savepoint) {
        savepoints.put(savepoint, waiting.size());
    }

    /** What was undone did not happen. */
    @Override
    public void savepointRollback(Object savepoint) {
        var kept = savepoints.getOrDefault(savepoint, 0);
        waiting.subList(Math.min(kept, waiting.size()), waiting.size()).clear();
    }
}
