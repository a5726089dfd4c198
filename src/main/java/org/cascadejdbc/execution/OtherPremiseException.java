package org.cascadejdbc.execution;

import java.sql.SQLException;

/** What is relied on does not hold: what was done is to be undone, and done otherwise. Never leaves this package. */
final class OtherPremiseException extends SQLException {
    private static final long serialVersionUID = 1L;
}
