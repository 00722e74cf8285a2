import Testing
import Workbench

@testable import Server

@Suite("One-time codes")
struct OneTimeCodeTests {
    private let secret = Base32.text(Array("12345678901234567890".utf8))

    @Test(
        "are those of RFC 6238, appendix B",
        arguments: [
            (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] as [(Int64, String)])
    func vectors(seconds: Int64, expected: String) throws {
        let code = try #require(OneTimeCode(secret: secret))
        #expect(code.code(at: Timestamp(milliseconds: seconds * 1000)) == expected)
    }

    @Test("truncate as RFC 4226, appendix D, says")
    func truncation() {
        let expected: [UInt32] = [
            1_284_755_224, 1_094_287_082, 137_359_152, 1_726_969_429, 1_640_338_314, 868_254_676, 1_918_287_922,
            82_162_583, 673_399_871, 645_520_489,
        ]
        let numbers = (0..<10).map {
            OneTimeCode.truncated(secret: Array("12345678901234567890".utf8), counter: UInt64($0))
        }
        #expect(numbers == expected)
    }

    @Test("are accepted one step early or late, never twice, and never an older one")
    func window() throws {
        let otp = try #require(OneTimeCode(secret: secret))
        let time = Timestamp(milliseconds: 1_700_000_000_000)
        let code = otp.code(at: time)
        let step = try #require(otp.acceptedStep(code, at: time, after: 0))
        #expect(otp.acceptedStep(code, at: time.adding(seconds: 30), after: 0) == step)
        #expect(otp.acceptedStep(code, at: time.adding(seconds: -30), after: 0) == step)
        #expect(otp.acceptedStep(code, at: time.adding(seconds: 90), after: 0) == nil)
        #expect(otp.acceptedStep(code, at: time, after: step) == nil)
        #expect(otp.acceptedStep(otp.code(at: time.adding(seconds: -30)), at: time, after: step) == nil)
        #expect(otp.acceptedStep("000 000 ", at: time, after: 0) == nil || code == "000000")
        #expect(otp.acceptedStep("", at: time, after: 0) == nil)
    }

    @Test(
        "read and write base32 as RFC 4648 §10 says",
        arguments: [
            ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ])
    func base32(plain: String, encoded: String) {
        #expect(Base32.text(Array(plain.utf8)) == encoded)
        #expect(Base32.bytes(encoded + "===") == Array(plain.utf8))
        #expect(Base32.bytes(encoded.lowercased()) == Array(plain.utf8))
    }

    @Test("need a secret that is one, and long enough")
    func secrets() {
        #expect(OneTimeCode(secret: "not base32!") == nil)
        #expect(OneTimeCode(secret: "MZXW6") == nil)
        #expect(OneTimeCode(secret: OneTimeCode.makeSecret()) != nil)
        let address = OneTimeCode.address(secret: "ABC", account: "ana@acme.example")
        #expect(address == "otpauth://totp/Watchfloor:ana%40acme%2Eexample?secret=ABC&issuer=Watchfloor")
    }
}
