package org.cascadejdbc.engine.mysql;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.cascadejdbc.physical.SessionContext;

/**
 * With whose eyes MySQL's catalog is seen: {@code information_schema} has only tables on which the user, by the roles that are
 * active, has some right. What one has seen is nothing for another: a key that he does not see would be forgotten for those
 * who do. A {@link SessionContext#catalogVersion}.
 *
 * @param user {@code CURRENT_USER()}
 * @param roles {@code CURRENT_ROLE()}
 * @param safely whether the session has {@code sql_safe_updates}: what is rendered in others is not for it
 * @param foreignMode the value of {@code sql_mode} in which our own statements would mean something else, or {@code null}
 */
public record MysqlEyes(String user, String roles, boolean safely, String foreignMode) {
    /** As a condition; whatever the session's character set is, and where case matters. */
    String are(MysqlSyntax syntax) {
        return is("CURRENT_USER()", user) + " AND " + is(syntax.roles(), roles);
    }

    private static String is(String function, String value) {
        return "HEX(" + function + ") = '" + HexFormat.of().withUpperCase().formatHex(value.getBytes(StandardCharsets.UTF_8)) + "'";
    }

    /** Whose that session context is. */
    static MysqlEyes of(SessionContext sessionContext) {
        return (MysqlEyes) sessionContext.catalogVersion();
    }
}
