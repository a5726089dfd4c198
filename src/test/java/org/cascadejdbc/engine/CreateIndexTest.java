package org.cascadejdbc.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cascadejdbc.engine.mysql.MysqlEngine;
import org.cascadejdbc.engine.postgresql.PostgresqlEngine;
import org.cascadejdbc.engine.sqlite.SqliteEngine;
import org.cascadejdbc.schema.TableName;
import org.junit.jupiter.api.Test;

/** The DDL that is suggested where an index is missing. */
class CreateIndexTest {
    private static final TableName TABLE = new TableName("shop", "order_line");

    @Test
    void inEachDatabasesSyntax() {
        List<String> columns = List.of("order_id", "Line");
        assertThat(new PostgresqlEngine(17).createIndex(TABLE, columns)).isEqualTo(
                "CREATE INDEX \"order_line_order_id_Line_idx\" ON \"shop\".\"order_line\" (\"order_id\", \"Line\")");
        assertThat(new MysqlEngine().createIndex(TABLE, columns)).isEqualTo(
                "CREATE INDEX `order_line_order_id_Line_idx` ON `shop`.`order_line` (`order_id`, `Line`)");
        assertThat(new SqliteEngine().createIndex(TABLE, columns)).isEqualTo(
                "CREATE INDEX \"shop\".\"order_line_order_id_Line_idx\" ON \"order_line\" (\"order_id\", \"Line\")");
    }

    @Test
    void itsNameIsNotTooLongForAny() {
        assertThat(Engine.indexName(TABLE, List.of("c".repeat(60))))
                .hasSize(63)
                .startsWith("order_line_cc")
                .endsWith("_idx");
    }

    @Test
    void quotesInNames() {
        assertThat(new MysqlEngine().createIndex(new TableName("s", "a`b"), List.of("c")))
                .isEqualTo("CREATE INDEX `a``b_c_idx` ON `s`.`a``b` (`c`)");
    }
}
