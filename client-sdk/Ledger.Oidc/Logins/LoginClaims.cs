namespace Ledger.Oidc.Logins;

/// <summary>Claims beyond OpenID Connect's own, and the values of <c>acr</c> and <c>amr</c>.</summary>
internal static class LoginClaims
{
    /// <summary>统一社会信用代码 of the market subject.</summary>
    internal const string Uscc = "uscc";

    /// <summary>Whether the person is an appointed operator (经办人); false for the holder of the subject's own certificate.</summary>
    internal const string Operator = "operator";

    /// <summary>What the person may do in the subject's name: sign, seal, pay.</summary>
    internal const string Powers = "powers";

    /// <summary>Until when, in seconds since 1970; of an operator alone.</summary>
    internal const string PowersUntil = "powers_until";

    /// <summary>The login, 32 hexadecimal digits: one scan session, one code.</summary>
    internal const string LoginId = "sid";

    /// <summary>
    /// A registered certificate's key signed this very login on a phone, and the person typed the number of this browser's screen there.
    /// </summary>
    internal const string PhoneCertificate = "urn:ledger:acr:phone-certificate";

    /// <summary>
    /// How (RFC 8176): possession of a key, proved by its signature; a PIN, which the phone asked; more than one channel, since the number
    /// went from this browser's screen to the phone by the person.
    /// </summary>
    internal static IReadOnlyList<string> Methods { get; } = ["pop", "pin", "mca"];
}
