import Crypto
import Foundation

/// Tokens that only a page of ours can know, so that no other site can make a signed-in browser send a form.
/// Derived from the session token, so that nothing needs to be stored.
public enum CSRF {
    /// The name of the form field, and of the header for requests made by scripts.
    public static let field = "csrf"
    public static let header = "x-csrf-token"

    public static func token(for sessionToken: String) -> String {
        let key = SymmetricKey(data: TokenDigest.of(sessionToken))
        let mac = HMAC<SHA256>.authenticationCode(for: Array("watchfloor form".utf8), using: key)
        return mac.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count < 2 ? "0" + digits : digits
        }.joined()
    }

    public static func verify(_ token: String?, for sessionToken: String) -> Bool {
        guard let token else { return false }
        return TokenDigest.areEqual(Array(token.utf8), Array(CSRF.token(for: sessionToken).utf8))
    }
}
