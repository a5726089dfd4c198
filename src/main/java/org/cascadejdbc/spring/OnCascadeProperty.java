package org.cascadejdbc.spring;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Holds if there is a {@code cascade.*} property, a misspelt one, too: that one is to be told, not to be overlooked.
 */
final class OnCascadeProperty extends SpringBootCondition {
    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConditionMessage.Builder message = ConditionMessage.forCondition("cascade.* property");
        return CascadeProperties.names(context.getEnvironment()).stream()
                .findFirst()
                .map(name -> ConditionOutcome.match(message.found("property").items(name)))
                .orElseGet(() -> ConditionOutcome.noMatch(message.didNotFind("property").atAll()));
    }
}
