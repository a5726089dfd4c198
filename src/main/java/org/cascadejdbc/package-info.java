/**
 * The public API: a DataSource and a driver that make DELETE cascade.
 *
 * <p>Only this package is API.
 */
package org.cascadejdbc;
