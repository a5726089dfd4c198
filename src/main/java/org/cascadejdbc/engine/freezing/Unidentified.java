package org.cascadejdbc.engine.freezing;

import org.cascadejdbc.plan.PlanRefusedException;
import org.cascadejdbc.schema.Table;

/** The refusal where rows must be told apart and nothing identifies them. */
public final class Unidentified {
    private Unidentified() {}

    public static PlanRefusedException rows(Table table, String why) {
        return new PlanRefusedException("a cascade cannot be carried out on " + table + ": it has no primary key and no "
                + "unique key of NOT NULL columns, and " + why + "; give it a primary key");
    }
}
