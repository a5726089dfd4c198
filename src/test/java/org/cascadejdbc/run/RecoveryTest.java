package org.cascadejdbc.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cascadejdbc.physical.Failure;
import org.cascadejdbc.physical.JoinedDelete;
import org.cascadejdbc.physical.PhysicalPlan;
import org.cascadejdbc.physical.UsersStatement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of what follows from a failure. */
class RecoveryTest {
    private static final PhysicalPlan PLAIN = new UsersStatement("DELETE FROM p");
    private static final PhysicalPlan ONE_FOR_ALL = new JoinedDelete("DELETE p, c FROM p JOIN c", null, false, PLAIN);
    private static final PhysicalPlan ORDERED = new JoinedDelete("DELETE c, p FROM p JOIN c", null, true, PLAIN);

    @ParameterizedTest
    @CsvSource(textBlock = """
            # failure,      plain,        one statement for all,      one for all in an order
            TABLE_IN_USE,   FAIL,         IN_SEVERAL_STATEMENTS,      IN_SEVERAL_STATEMENTS
            VALUE,          FAIL,         IN_SEVERAL_STATEMENTS_ONCE, IN_SEVERAL_STATEMENTS_ONCE
            REFERENCED_ROW, FAIL,         LOOK_WHETHER,               IN_SEVERAL_STATEMENTS_ON_TRIAL
            OTHER_COLUMNS,  LOOK_AGAIN,   LOOK_AGAIN,                 LOOK_AGAIN
            OTHER_NAMES,    LOOK_WHETHER, LOOK_WHETHER,               LOOK_WHETHER
            TAKEN_NAME,     LOOK_WHETHER, LOOK_WHETHER,               LOOK_WHETHER
            HIDDEN_TABLE,   FAIL,         FAIL,                       FAIL
            REFUSED,        FAIL,         FAIL,                       FAIL
            DEADLOCK,       FAIL,         FAIL,                       FAIL
            OTHER,          FAIL,         FAIL,                       FAIL
            """)
    void whereTheTransactionSurvives(Failure.Kind kind, Recovery plain, Recovery forAll, Recovery ordered) {
        assertThat(Stream.of(PLAIN, ONE_FOR_ALL, ORDERED).map(plan -> Recovery.of(failure(kind), plan, false)))
                .containsExactly(plain, forAll, ordered);
    }

    /** Nothing can be asked in an aborted transaction, nor tried again. */
    @ParameterizedTest
    @EnumSource(Failure.Kind.class)
    void nothingIsLookedAtInAnAbortedTransaction(Failure.Kind kind) {
        assertThat(Recovery.of(failure(kind), PLAIN, true))
                .isEqualTo(kind.mayBeOfOtherPlanGuard() ? Recovery.LOOK_AGAIN_LATER : Recovery.FAIL);
    }

    private static Failure failure(Failure.Kind kind) {
        return new Failure(kind, 0, Map.of(), Optional.empty());
    }
}
