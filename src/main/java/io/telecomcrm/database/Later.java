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

/** What one transaction adds and asks as it ends; see {@link Additions#later} and {@link Prepared#askLater}. */
final class Later implements TransactionSynchronization {

    /** More rows than that are of bulk work, which are sent by statements; nor are more statements sent at once. */
    private static final int FEW = 12;

    private final List<Waiting> waiting = new ArrayList<>();
    private final Map<Object, Integer> savepoints = new IdentityHashMap<>();
    private boolean committing;

    private Later() {}

    private sealed interface Waiting {}

    private record Row(Additions to, @Nullable Object[] values) implements Waiting {}

    private record Statement(Prepared.Call call) implements Waiting {}

    static void add(Additions to, @Nullable Object[] values) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            ofTransaction().wait(new Row(to, values));
        } else {
            to.of(1).execute(values);
        }
    }

    static void call(Prepared.Call call) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            ofTransaction().wait(new Statement(call));
        } else {
            Prepared.executeTogether(List.of(call)).forEach(Runnable::run);
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

    private void wait(Waiting one) {
        waiting.add(one);
        if (committing) {
            write();
        }
    }

    /** All rows, then all else, so that questions see the rows; what is done about their answers may wait for more. */
    private void write() {
        var tables = new LinkedHashMap<Additions, List<@Nullable Object[]>>();
        var calls = new ArrayList<Prepared.Call>();
        var rows = 0;
        for (var one : waiting) {
            switch (one) {
                case Row(var to, var values) -> {
                    tables.computeIfAbsent(to, _ -> new ArrayList<>()).add(values);
                    rows++;
                }
                case Statement(var call) -> calls.add(call);
            }
        }
        waiting.clear();
        if (rows <= FEW) {
            calls.addAll(
                    0,
                    tables.entrySet().stream()
                            .map(table -> table.getKey().together(table.getValue()))
                            .toList());
        } else {
            tables.forEach(Additions::addAll);
        }
        var answers = new ArrayList<Runnable>();
        for (var from = 0; from < calls.size(); from += FEW) {
            answers.addAll(Prepared.executeTogether(calls.subList(from, Math.min(from + FEW, calls.size()))));
        }
        answers.forEach(Runnable::run);
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
