package org.cascadejdbc.inspect.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({"customer_id, customer id", "customerId, customer id", "CustomerID, customer id", "CUSTOMER_ID, customer id",
            "customer-id, customer id", "HTMLPage, html page", "address2_id, address2 id", "__x__, x", "Größe_Id, größe id"})
    void namesAreSplit(String name, String words) {
        assertThat(Words.of(name)).isEqualTo(List.of(words.split(" ")));
    }

    @Test
    void aNameMayHaveNoWord() {
        assertThat(Words.of("_")).isEmpty();
        assertThat(Words.spellings(List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"order, orders", "category, categories", "movie, movies", "address, addresses", "status, statuses", "box, boxes",
            "hero, heroes", "person, people", "child, children", "analysis, analyses", "index, indices", "wife, wives",
            "knife, knives", "bus, buses", "news, news", "city, cities"})
    void singularAndPluralMeet(String singular, String plural) {
        assertThat(meet(singular, plural)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"address, addres", "glass, glas", "order, border", "class, classic", "s, es"})
    void otherWordsDoNot(String one, String other) {
        assertThat(meet(one, other)).isFalse();
    }

    private static boolean meet(String one, String other) {
        Set<String> both = new HashSet<>(Words.spellings(List.of(one)));
        both.retainAll(Words.spellings(List.of(other)));
        return !both.isEmpty();
    }
}
