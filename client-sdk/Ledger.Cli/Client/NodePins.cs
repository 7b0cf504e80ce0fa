using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Ledger.Client;
using Ledger.Crypto.Keys;

namespace Ledger.Cli.Client;

/// <summary>The TLS keys that the person's nodes are known by, where the common options say so.</summary>
internal static class NodePins
{
    /// <summary>How a node is reached; null for the system's trust.</summary>
    /// <exception cref="CliException">A pin is none, or the node is reached in clear, where no key is shown.</exception>
    internal static Func<Uri, HttpMessageHandler>? Of(Invocation invocation)
    {
        var given = invocation.Value(ClientOptions.TlsPin) is { Length: > 0 } options
            ? options
            : (invocation.Context.Variable("LEDGER_TLS_PIN") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (given.Length == 0)
        {
            return null;
        }

        var pins = given.Select(PinOf).ToList();
        return node => node.Scheme == Uri.UriSchemeHttps ? PinnedTls.To(node, pins) : throw CliException.Usage(
            $"{node} is reached in clear, where no TLS key is shown: write https, or leave --tls-pin and LEDGER_TLS_PIN out.",
            $"{node} 为明文连接，不出示 TLS 密钥：请写 https，或不要指定 --tls-pin 和 LEDGER_TLS_PIN。");
    }

    private static TlsPin PinOf(string text)
    {
        if (TlsPin.TryParse(text.ToLowerInvariant(), out var pin))
        {
            return pin;
        }

        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(text);
            return TlsPin.Of(certificate);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw CliException.Usage(
                $"--tls-pin {text} is neither 64 hexadecimal digits nor the file of a certificate: {e.Message}",
                $"--tls-pin {text} 既不是 64 位十六进制数字，也不是证书文件：{e.Message}");
        }
    }
}
