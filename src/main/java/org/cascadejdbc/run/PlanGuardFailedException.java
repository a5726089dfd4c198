package org.cascadejdbc.run;

import java.sql.SQLException;

/** What is relied on does not hold: what was done is to be undone, and done otherwise. Never leaves this package. */
final class PlanGuardFailedException extends SQLException {
    private static final long serialVersionUID = 1L;
}
