using Ledger.Protocol.Proofs;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Terminal;

namespace Ledger.Audit.Rules;

/// <summary>Whoever signed did so with a certificate that counted then.</summary>
public sealed class SignerWasValid : HistoryRule
{
    // Who signs is judged as of the block before (ADR 0003): certificates that this block has changed, as they were.
    private readonly Dictionary<byte[], CertificateRecord?> _before = new(StateKeyComparer.Instance);
    private ulong _height;

    /// <inheritdoc/>
    public override string Name => "signer-was-valid";

    /// <inheritdoc/>
    public override string Source => "电子签名法 §13; docs/spec/transaction.md";

    /// <inheritdoc/>
    public override Words Says => new(
        "Nothing lands under a certificate that is not registered, for encryption, not yet or no longer valid, revoked or replaced.",
        "未注册、用于加密、未生效、已过期、已吊销或已更换的证书不得签署交易。");

    internal override void Look(Act act, ExaminedHistory history)
    {
        if (_height != act.Height)
        {
            _height = act.Height;
            _before.Clear();
        }

        var signer = act.Transaction.Signer;
        var key = AccountTables.Certificates.Key(signer.ToArray());
        var certificate = _before.TryGetValue(key, out var earlier) ? earlier : act.Certificate;
        if (Fault(certificate, act.Time) is var (english, chinese))
        {
            history.Find(
                this, act, $"{signer}", $"Certificate {signer} of {act.SignedBy} {english}",
                $"{act.SignedBy} 的证书 {signer} {chinese}");
        }

        foreach (var (_, changed, before, _) in act.Of(AccountTables.Certificates))
        {
            _before.TryAdd(changed, before);
        }
    }

    private static (string English, string Chinese)? Fault(CertificateRecord? record, long time)
    {
        if (record is null)
        {
            return ("was not registered before the block.", "在该区块之前未注册。");
        }

        if (record.Kind != CertificateKind.Signing)
        {
            return ("is for encryption.", "为加密证书。");
        }

        if (record.RevokedAt != 0 && time >= record.RevokedAt)
        {
            return ($"is revoked since {Moments.Show(record.RevokedAt)}.", $"自 {Moments.Show(record.RevokedAt)} 起已吊销。");
        }

        if (record.ReplacedUntil != 0 && time >= record.ReplacedUntil)
        {
            return ($"is replaced since {Moments.Show(record.ReplacedUntil)}.", $"自 {Moments.Show(record.ReplacedUntil)} 起已更换。");
        }

        var notAfter = Math.Min(record.NotAfter, record.PathNotAfter);
        return time < record.NotBefore || time > notAfter
            ? (
                $"is valid from {Moments.Show(record.NotBefore)} to {Moments.Show(notAfter)}; the block is of {Moments.Show(time)}.",
                $"有效期为 {Moments.Show(record.NotBefore)} 至 {Moments.Show(notAfter)}；区块时间为 {Moments.Show(time)}。")
            : null;
    }
}
