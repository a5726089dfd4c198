package org.cascadejdbc.engine.postgresql;

import java.util.stream.Collectors;
import org.cascadejdbc.physical.Quotes;
import org.cascadejdbc.sql.CaseRule;
import org.cascadejdbc.sql.Name;
import org.cascadejdbc.sql.QualifiedName;

/** What PostgreSQL makes of names that somebody wrote: it is asked itself where that is possible. */
final class PostgresqlNames {
    private PostgresqlNames() {}

    /** How names are compared in a database of that encoding ({@code server_encoding}). */
    static CaseRule caseRule(String encoding) {
        return switch (encoding) {
            case "UTF8", "SQL_ASCII" -> CaseRule.LOWER_UNLESS_QUOTED;
            case "EUC_JP", "EUC_CN", "EUC_KR", "EUC_TW", "EUC_JIS_2004", "MULE_INTERNAL" ->
                CaseRule.LOWER_UNLESS_QUOTED_IN_BYTES;
            default -> CaseRule.LOWER_UNLESS_QUOTED_BY_LOCALE;
        };
    }

    /** What the server takes that name for: the table's oid, or NULL. */
    static String oid(QualifiedName name) {
        return "CAST(pg_catalog.to_regclass(" + PostgresqlText.literal(name.parts().stream()
                .map(PostgresqlNames::asWritten)
                .collect(Collectors.joining("."))) + ") AS pg_catalog.oid)";
    }

    /** As it was written: the server itself folds and cuts it. */
    static String asWritten(Name name) {
        return name.quoted() ? Quotes.DOUBLE.id(name.text()) : name.text();
    }
}
