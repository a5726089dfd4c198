package org.cascadejdbc.inspect.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearNamesTest {
    private static final List<String> NAMES = List.of("customer", "orders", "order_item", "audit_log", "note");

    @Test
    void findsWhatWasMeant() {
        assertThat(NearNames.of("Customers", NAMES)).containsExactly("customer");
        assertThat(NearNames.of("order", NAMES)).containsExactly("orders");
        assertThat(NearNames.of("orderitems", NAMES)).first().isEqualTo("order_item");
        assertThat(NearNames.of("invoice", NAMES)).isEmpty();
    }

    @Test
    void countsLetters() {
        assertThat(NearNames.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearNames.distance("", "abc")).isEqualTo(3);
        assertThat(NearNames.distance("abc", "abc")).isZero();
    }
}
