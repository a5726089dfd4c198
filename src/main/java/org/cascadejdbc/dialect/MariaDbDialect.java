package org.cascadejdbc.dialect;

/** MariaDB 10.11 and later: what it does otherwise than MySQL. */
final class MariaDbDialect extends MysqlDialect {
    MariaDbDialect() {
        super(new MariaDbSyntax());
    }
}
