/**
 * What reading, judging and comparing cost, beside other libraries that do the same work. JMH runs
 * them: {@code mvn -Pbenchmarks -Dfast -pl tests -am -Dtest=BenchmarkRun verify}.
 */
package dev.treaty.tests.benchmark;
