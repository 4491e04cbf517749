package io.telecomcrm.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class DeadlockRetryTest {

    private final Work work = new Work();

    @Test
    void aVictimRunsAgain() {
        work.deadlocks = 3;
        assertThat(proxy().run("all")).isEqualTo("all done");
        assertThat(work.runs).isEqualTo(4);
    }

    @Test
    void butNotForEver() {
        work.deadlocks = 4;
        assertThatThrownBy(() -> proxy().run("all")).isInstanceOf(CannotAcquireLockException.class);
        assertThat(work.runs).isEqualTo(4);
    }

    @Test
    void andOnlyAsAWhole() {
        work.deadlocks = 1;
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            assertThatThrownBy(() -> proxy().run("a part")).isInstanceOf(CannotAcquireLockException.class);
            assertThat(work.runs).isEqualTo(1);
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
    }

    @Test
    void aTransactionInsideAMethodRunsAgainToo() {
        work.deadlocks = 3;
        var transactions = DeadlockRetry.transactionTemplate(new ResourcelessTransactionManager());
        assertThat(transactions.<String>execute(_ -> work.run("all"))).isEqualTo("all done");
        assertThat(work.runs).isEqualTo(4);
    }

    private Work proxy() {
        var factory = new ProxyFactory(work);
        factory.addAdvisor(DeadlockRetry.deadlockRetryAdvisor());
        factory.setProxyTargetClass(true);
        return (Work) factory.getProxy();
    }

    static class Work {

        int deadlocks;
        int runs;

        @Transactional
        public String run(String what) {
            runs++;
            if (runs <= deadlocks) {
                throw new CannotAcquireLockException("deadlock");
            }
            return what + " done";
        }
    }

    private static final class ResourcelessTransactionManager extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;

        @Override
        protected Object doGetTransaction() {
            return new Object();
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }
}
