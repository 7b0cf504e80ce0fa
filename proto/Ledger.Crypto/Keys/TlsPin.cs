using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Ledger.Crypto.Keys;

/// <summary>
/// What a node's TLS key is known by: SHA-256 over its SubjectPublicKeyInfo, 64 lower-case hexadecimal digits. A certificate that is made
/// anew for the same key has the same pin, and an expired one has it still.
/// </summary>
public sealed record TlsPin
{
    private TlsPin(string text) => Text = text;

    /// <summary>Its digits.</summary>
    public string Text { get; }

    /// <summary>The pin of a certificate's key.</summary>
    public static TlsPin Of(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return new TlsPin(Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo())));
    }

    /// <summary>Reads what <see cref="Text"/> writes.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TlsPin? pin)
    {
        pin = text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower) ? new TlsPin(text) : null;
        return pin is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
