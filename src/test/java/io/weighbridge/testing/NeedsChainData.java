package io.weighbridge.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips a class whose every test needs {@link SharedData}, before the class is initialized. Needed where the data are
 * read by a static field or a set-up that has a clean-up: there a skip from within would be an error.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(NeedsChainData.Condition.class)
public @interface NeedsChainData {

    /** Lets the tests run, and fail, where the data must not be absent. */
    final class Condition implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return SharedData.mayBeSkipped()
                    ? ConditionEvaluationResult.disabled(SharedData.ABSENT)
                    : ConditionEvaluationResult.enabled("chain data are there, or must be");
        }
    }
}
