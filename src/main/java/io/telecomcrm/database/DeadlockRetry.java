package io.telecomcrm.database;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs a transaction again when the database chose it as the victim of a deadlock: nothing of it lasted, so nobody needs
 * to know. So it is with one that would have to lock against the order and gave up. Only the outermost transaction, and
 * at most three times more.
 */
@Configuration(proxyBeanMethods = false)
class DeadlockRetry {

    private static final Logger log = LoggerFactory.getLogger(DeadlockRetry.class);
    private static final int MORE = 3;

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static DefaultPointcutAdvisor deadlockRetryAdvisor() {
        var transactional = AnnotationMatchingPointcut.forMethodAnnotation(Transactional.class);
        var advisor =
                new DefaultPointcutAdvisor(transactional, (MethodInterceptor) DeadlockRetry::runUntilItIsNoVictim);
        // outside the transaction, which is the innermost advice
        advisor.setOrder(Ordered.LOWEST_PRECEDENCE - 1);
        return advisor;
    }

    /** For transactions that are a part of a method. */
    @Bean
    static TransactionTemplate transactionTemplate(PlatformTransactionManager transactions) {
        return new Retried(transactions);
    }

    private static @Nullable Object runUntilItIsNoVictim(MethodInvocation work) throws Throwable {
        return runUntilItIsNoVictim(
                () -> ((ProxyMethodInvocation) work).invocableClone().proceed());
    }

    private static @Nullable Object runUntilItIsNoVictim(Work work) throws Throwable {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return work.run();
        }
        for (var again = 0; again < MORE; again++) {
            try {
                return work.run();
            } catch (PessimisticLockingFailureException victim) {
                log.info("A transaction can't have its locks and runs again: {}", victim.getMessage());
            }
        }
        return work.run();
    }

    private interface Work {

        @Nullable
        Object run() throws Throwable;
    }

    private static final class Retried extends TransactionTemplate {

        private static final long serialVersionUID = 1L;

        Retried(PlatformTransactionManager transactions) {
            super(transactions);
        }

        @Override
        @SuppressWarnings({"unchecked", "NullAway"}) // the action's own answer comes back
        public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
            try {
                return (T) DeadlockRetry.runUntilItIsNoVictim(() -> super.execute(action));
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
