package com.example.layers;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.normaudit.verification.junit.LayerAudit;

/** The whole audit, one test a check and case. */
class BatchNorm2dTest {

  @TestFactory
  Stream<DynamicNode> audit() {
    return LayerAudit.of(new AuditedBatchNorm2d()).tests();
  }
}
