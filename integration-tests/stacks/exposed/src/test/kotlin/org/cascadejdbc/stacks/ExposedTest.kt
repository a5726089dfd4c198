package org.cascadejdbc.stacks

import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.cascadejdbc.CascadeDataSource
import org.jetbrains.exposed.v1.core.Table
import org.jetbrains.exposed.v1.core.eq
import org.jetbrains.exposed.v1.core.like
import org.jetbrains.exposed.v1.exceptions.ExposedSQLException
import org.jetbrains.exposed.v1.jdbc.Database
import org.jetbrains.exposed.v1.jdbc.deleteReturning
import org.jetbrains.exposed.v1.jdbc.deleteWhere
import org.jetbrains.exposed.v1.jdbc.transactions.transaction
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.EnumSource
import org.postgresql.ds.PGSimpleDataSource

object Customers : Table("customer") {
    val id = integer("id")
    val name = varchar("name", 40)
    override val primaryKey = PrimaryKey(id)
}

class ExposedTest {
    enum class Way {
        URL {
            override fun connect() =
                Database.connect(Shop.cascadeUrl(), user = "postgres")
        },
        DATA_SOURCE {
            override fun connect() =
                Database.connect(CascadeDataSource.builder(plain()).relations(Shop.RELATIONS).build())
        };

        abstract fun connect(): Database
    }

    @BeforeEach
    fun fill() {
        // Exposed knows its dialect by the URL's beginning: once, before the first connect.
        Database.registerJdbcDriver("jdbc:cascade:postgresql", "org.cascadejdbc.CascadeDriver", "postgresql")
        Shop.fill()
    }

    @ParameterizedTest
    @EnumSource
    fun deleteWhere(way: Way) {
        val count = transaction(way.connect()) { Customers.deleteWhere { id eq 1 } }
        assertThat(count).isOne()
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1)
    }

    @ParameterizedTest
    @EnumSource
    fun deleteReturning(way: Way) {
        val names = transaction(way.connect()) {
            Customers.deleteReturning(listOf(Customers.name)) { Customers.name like "A%" }.map { it[Customers.name] }
        }
        assertThat(names).containsExactly("Ada")
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1)
    }

    @ParameterizedTest
    @EnumSource
    fun nestedTransactionThatFails(way: Way) {
        transaction(way.connect()) {
            assertThatThrownBy {
                transaction {
                    Customers.deleteWhere { id eq 2 }
                    throw IllegalStateException("the inner one fails")
                }
            }.hasMessage("the inner one fails")
            rollback()
            Customers.deleteWhere { id eq 1 }
        }
        assertThat(Shop.rows()).isEqualTo(Shop.WITHOUT_CUSTOMER_1)
    }

    @Test
    fun withoutUs() {
        assertThatThrownBy { transaction(Database.connect(plain())) { Customers.deleteWhere { id eq 1 } } }
            .isInstanceOf(ExposedSQLException::class.java)
            .hasMessageContaining("violates")
        assertThat(Shop.rows()).isEqualTo(Shop.ALL)
    }

    @Test
    fun badConfigurationNamesTheProperty() {
        val database = Database.connect(Shop.cascadeUrl() + "&cascade.maxrows=1", user = "postgres")
        assertThatThrownBy { transaction(database) { Customers.deleteWhere { id eq 1 } } }
            .rootCause()
            .hasMessageContaining("cascade.maxrows")
            .hasMessageContaining("cascade.maxRows")
    }

    private companion object {
        fun plain() = PGSimpleDataSource().apply { setUrl(Shop.url()) }
    }
}
