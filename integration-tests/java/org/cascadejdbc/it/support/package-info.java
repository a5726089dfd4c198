/**
 * What all tests use: servers, schemas in two copies, data sources that count, cut or fail, and what a DELETE has done.
 */
package org.cascadejdbc.it.support;
