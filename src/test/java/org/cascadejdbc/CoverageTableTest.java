package org.cascadejdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageTableTest {
    @Test
    void classesAreAddedUpByPackageAndOnlyAllIsAHundred() {
        assertThat(CoverageTable.table(List.of(
                        "GROUP,PACKAGE,CLASS,BRANCH_MISSED,BRANCH_COVERED",
                        "x,some.plan,A,1,1998",
                        "x,some.plan,B.new I() {...},0,1",
                        "x,some.schema,C,0,4",
                        "x,some.none,D,0,0"))
                        .lines())
                .map(line -> line.strip().replaceAll(" +", " "))
                .containsExactly(
                        "branches of covered missed",
                        "some.none 0 0 -",
                        "some.plan 1999 1 99.9 %",
                        "some.schema 4 0 100.0 %",
                        "all 2003 1 99.9 %");
    }
}
