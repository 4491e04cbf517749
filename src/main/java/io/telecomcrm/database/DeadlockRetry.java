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
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Runs a transaction again when the database chose it as the victim of a deadlock: nothing of it lasted, so nobody needs
 * to know. Only the outermost transaction, and at most three times more.
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

    private static @Nullable Object runUntilItIsNoVictim(MethodInvocation work) throws Throwable {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return work.proceed();
        }
        for (var again = 0; again < MORE; again++) {
            try {
                return ((ProxyMethodInvocation) work).invocableClone().proceed();
            } catch (PessimisticLockingFailureException victim) {
                log.info("{} was the victim of a deadlock and runs again", work.getMethod());
            }
        }
        return work.proceed();
    }
}
