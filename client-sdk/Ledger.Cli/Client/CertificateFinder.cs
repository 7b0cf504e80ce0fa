using Ledger.Certificates.Extensions;
using Ledger.Client;
using Ledger.Client.CaTrust;
using Ledger.Cms.KeyContainers;
using Ledger.Crypto;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Client;

/// <summary>Finds the registered certificate of a key, so that a key file is all that a person keeps.</summary>
internal static class CertificateFinder
{
    /// <summary>The key of a file that signs, with the id of its registered certificate.</summary>
    /// <param name="client">Reads the chain.</param>
    /// <param name="opened">What the file holds. Where it holds several keys that may sign, the chain says which of them does.</param>
    /// <param name="path">The file, for the words.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="CliException">None does, or several do.</exception>
    internal static async Task<(KeyPair Key, Digest Certificate)> FindAsync(
        LedgerClient client, OpenedKeys opened, string path, CancellationToken cancellationToken)
    {
        if (opened.Find(KeyUsages.Signing) is { } only)
        {
            return (only, await FindAsync(client, only.PublicKey, path, cancellationToken));
        }

        var signing = new List<(KeyPair Key, Digest Certificate)>();
        foreach (var key in opened.Keys)
        {
            if ((await client.CaTrust.CertificatesOfAsync(key.PublicKey, cancellationToken)).Signing is { } registered)
            {
                signing.Add((key, registered.Id));
            }
        }

        return signing is [var one] ? one : throw KeyOpener.Ambiguous(path, opened, KeyUsages.Signing);
    }

    /// <summary>The id of the newest registered certificate with which the key signs.</summary>
    /// <param name="client">Reads the chain.</param>
    /// <param name="key">The key.</param>
    /// <param name="path">Its file, for the words.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="CliException">There is none that counts; the words say since when, and why.</exception>
    internal static async Task<Digest> FindAsync(
        LedgerClient client, PublicKey key, string path, CancellationToken cancellationToken)
    {
        var found = await client.CaTrust.CertificatesOfAsync(key, cancellationToken);
        return found.Signing is { } good ? good.Id : throw None(found, path);
    }

    private static CliException None(CertificateListing found, string path)
    {
        if (found.Certificates.LastOrDefault(one => one.Record.Kind != CertificateKind.Encryption) is { } last)
        {
            var (english, chinese) = Why(last, found.Time);
            return CliException.NotFound(
                $"The key of {path} signs nothing: its certificate {last.Id} of {last.Record.Uscc} {english}",
                $"{path} 的密钥不能签名：其证书 {last.Id}（{last.Record.Uscc}）{chinese}");
        }

        return found.Certificates.Count > 0
            ? CliException.NotFound(
                $"The key of {path} is an encryption key, which never signs: use the signing key of the pair.",
                $"{path} 是加密密钥，不能用于签名；请使用双证书中的签名密钥。")
            : CliException.NotFound(
                $"No certificate with the key of {path} is registered on the chain. What to do: a trading centre registers a subject's " +
                "first one, from what `ledger cert possession` makes where the key is; or use another key.",
                $"链上没有登记 {path} 的证书。首张证书由交易中心登记：请在持有密钥处用 `ledger cert possession` 制作持有证明并交给中心；或换用其他密钥。");
    }

    private static (string English, string Chinese) Why(RegisteredCertificate certificate, long time)
    {
        var record = certificate.Record;
        return certificate.StandingAt(time) switch
        {
            CertificateStanding.Revoked => (
                $"is revoked since {Moments.Show(record.RevokedAt)}{Reason(record, ": ", ".")} What to do: make a new key (`ledger keys " +
                "new`), and have it certified and registered.",
                $"已于 {Moments.Show(record.RevokedAt)} 吊销{Reason(record, "，原因：", "。")}请生成新密钥（`ledger keys new`），重新申请并登记证书。"),
            CertificateStanding.Replaced => (
                $"was replaced by {new Digest(record.ReplacedBy.Span)} and counts no longer since {Moments.Show(record.ReplacedUntil)}. " +
                "What to do: sign with the key of the new one.",
                $"已由 {new Digest(record.ReplacedBy.Span)} 接替，自 {Moments.Show(record.ReplacedUntil)} 起失效；请使用新证书的密钥。"),
            CertificateStanding.Expired => (
                $"ended at {Moments.Show(record.NotAfter)}. What to do: have a new one issued, and registered by a trading centre.",
                $"已于 {Moments.Show(record.NotAfter)} 到期；请换发证书并由交易中心登记。"),
            _ => (
                $"is valid from {Moments.Show(record.NotBefore)} on, and it is {Moments.Show(time)} on the chain.",
                $"自 {Moments.Show(record.NotBefore)} 起有效，链上时间为 {Moments.Show(time)}。"),
        };
    }

    private static string Reason(CertificateRecord record, string before, string end) =>
        record.RevocationReason.Length > 0 ? $"{before}{record.RevocationReason}{end}" : end;
}
