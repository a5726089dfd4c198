package org.cascadejdbc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    private static Table table(String text) {
        return Graphs.graph().table(text).build().tables().iterator().next();
    }

    /** SQLite takes NULL for an INTEGER PRIMARY KEY, so that a column of the row's identity may be nullable. */
    @Test
    void aColumnMayBeClearedIfItIsNullableAndDoesNotIdentifyTheRow() {
        Table orders = table("orders(id*?, customer_id?, country, note?)");

        assertThat(orders.clearable(List.of("note", "country", "customer_id", "id")))
                .containsExactly("note", "customer_id");
    }

    @Test
    void columnsComeInTheOrderAskedForAndAllExist() {
        Table orders = table("orders(id*, customer_id?)");

        assertThat(orders.columns(List.of("customer_id", "id"))).extracting(Column::name)
                .containsExactly("customer_id", "id");
        assertThatThrownBy(() -> orders.columns(List.of("id", "Id")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no column Id in shop.orders");
    }
}
