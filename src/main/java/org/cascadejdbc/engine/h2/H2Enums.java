package org.cascadejdbc.engine.h2;

import org.cascadejdbc.engine.freezing.FreezingTask;
import org.cascadejdbc.engine.freezing.KeyPair;
import org.cascadejdbc.plan.PlanRefusedException;

/**
 * Values of two ENUMs that have not the same members in the same order H2 compares by their names in one place and by their numbers
 * in another: its own keys accept a row that they do not delete (2.4.240, {@code H2IT}). So there is no telling which rows are to go.
 */
final class H2Enums {
    static final String ENUM = "ENUM ";

    private H2Enums() {}

    /** @throws PlanRefusedException if a key compares two such columns */
    static void refuse(FreezingTask task) {
        KeyPair.of(task)
                .filter(pair -> isEnum(pair.referencing().type()) && isEnum(pair.referenced().type()))
                .filter(pair -> !pair.referencing().type().equals(pair.referenced().type()))
                .findFirst()
                .ifPresent(pair -> {
                    throw new PlanRefusedException("the key " + pair.key() + " is not carried out: it compares two ENUMs with other members, or"
                            + " in another order, of which H2 does not say for certain which are equal; give both columns the same type");
                });
    }

    private static boolean isEnum(String type) {
        return type != null && type.startsWith(ENUM);
    }
}
