package org.cascadejdbc.dialect;

import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.Table;

/** The refusal where rows must be told apart and nothing identifies them. */
final class Unidentified {
    private Unidentified() {}

    static PlanRefusedException rows(Table table, String why) {
        return new PlanRefusedException("a cascade cannot be carried out on " + table + ": it has no primary key and no "
                + "unique key of NOT NULL columns, and " + why + "; give it a primary key");
    }
}
