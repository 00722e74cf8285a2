import Testing

@testable import Server

@Suite("Passwords")
struct PasswordTests {
    @Test("derive keys as RFC 7914 §12 says")
    func vectors() throws {
        let first = try Password.derive(
            "pleaseletmein", salt: Array("SodiumChloride".utf8),
            cost: .init(logRounds: 14, blockSize: 8, parallelism: 1), length: 64)
        #expect(
            hex(first)
                == "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887")
        let second = try Password.derive(
            "password", salt: Array("NaCl".utf8), cost: .init(logRounds: 10, blockSize: 8, parallelism: 16),
            length: 64)
        #expect(
            hex(second)
                == "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")
    }

    @Test("fit their own hash and no other, and two hashes of one password differ")
    func roundTrip() async throws {
        let hash = try await Password.hash("correct horse battery staple")
        #expect(hash.hasPrefix("$scrypt$ln=15,r=8,p=1$"))
        #expect(await Password.verify("correct horse battery staple", against: hash))
        #expect(await Password.verify("correct horse battery stapler", against: hash) == false)
        #expect(try await Password.hash("correct horse battery staple") != hash)
    }

    @Test(
        "fit no hash that cannot be read or asks for too much",
        arguments: [
            "", "$scrypt$", "$scrypt$ln=15,r=8,p=1$$", "$scrypt$ln=60,r=8,p=1$AAAA$AAAAAAAAAAAAAAAAAAAAAAAA",
            "$scrypt$ln=15,r=8$AAAA$AAAAAAAAAAAAAAAAAAAAAAAA", "$argon2id$v=19$m=1$AAAA$BBBB", "plain",
        ])
    func damaged(hash: String) async {
        #expect(await Password.verify("anything at all", against: hash) == false)
    }

    @Test("are refused when they are short")
    func short() async {
        await #expect(throws: (any Error).self) { try await Password.hash("short") }
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
