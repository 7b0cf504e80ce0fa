using System.CommandLine;
using System.Text;
using Ledger.Cli.Client;
using Ledger.Cli.Commands.Calls;
using Ledger.Client;
using Ledger.Crypto;
using Ledger.Passports.SdJwt;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;
using Ledger.Schema.Credential;

namespace Ledger.Cli.Commands.Credentials;

internal sealed class CredentialSdJwtCommand : CliCommand
{
    private static readonly Option<string> Holder = new("--holder")
    {
        Description = "Id of the subject's registered signing certificate, whose key alone presents the token.",
        HelpName = "HEX",
        Required = true,
    };
    private static readonly Option<long> Until = TypedOption.Time(
        "--until", "Until when it may be presented: no verifier outside learns of a revocation before. Days rather than years.");

    private static readonly Option<string> Out = new("--out")
    {
        Description = "Where the token with all its disclosures is written. Give it to the subject alone, and keep no copy.",
        HelpName = "FILE",
        Required = true,
    };

    internal CredentialSdJwtCommand(CliContext context)
        : base(
            "sd-jwt",
            "Make an SD-JWT VC of a record in force, as its issuer, for verifiers that know no chain: ES256, ES384, or SM2 under its " +
            "object identifier. Nothing goes to the chain.",
            "ledger credential sd-jwt 91350100M000100Y43 --record-id 9c1f0a52b7d84e6680f3c2d1a4e5b697 " +
            "--holder 5a1f0a52b7d84e6680f3c2d1a4e5b6979c1f0a52b7d84e6680f3c2d1a4e5b697 --until \"2026-12-31 00:00\" " +
            "--out credential.sd-jwt --key authority.key")
    {
        IssuedRecord.AddTo(this);
        Add(Holder);
        Add(Until);
        Add(Out);
        Does(context, IssueAsync);
    }

    private static async Task<int> IssueAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var signer = await invocation.FindSignerAsync(cancellationToken);
        var client = invocation.OpenReader();
        var (record, time) = await IssuedRecord.ReadAsync(invocation, client, cancellationToken);
        var recorded = record.Recorded;
        var holderId = FieldReader.Hex(invocation.Value(Holder), Holder.Name);
        if (!Digest.TryRead(holderId.Span, out var holder))
        {
            throw CliException.Usage(
                $"{Holder.Name} is {2 * Digest.Bytes} hexadecimal digits.", $"{Holder.Name} 应为 {2 * Digest.Bytes} 位十六进制数字。");
        }

        if (CredentialRules.StatusAt(record, time) is var status && status != CredentialStatus.InForce)
        {
            throw new CliException(
                ExitCode.Refused, $"The record is {status}: no token is made of it.", $"该记录当前状态为 {status}，不能签发。");
        }

        await RequireOfAsync(client, signer.CertificateId, recorded.IssuerUscc, time, cancellationToken);
        var key = await RequireOfAsync(client, holder, recorded.SubjectUscc, time, cancellationToken);
        var der = await client.ReadAsync(
            AccountTables.CertificateDers, AccountTables.CertificateDers.Key(signer.CertificateId.ToArray()),
            cancellationToken: cancellationToken);
        var order = new SdJwtOrder
        {
            ChainId = invocation.Genesis.ChainId,
            Recorded = recorded,
            Persons = IssuedRecord.ReadPersons(invocation),
            IssuerCertificates = [der.Record!.Der.Memory],
            Holder = key,
            IssuedAtMs = invocation.Now,
            UntilMs = recorded.EffectiveUntil == 0
                ? invocation.Value(Until)
                : Math.Min(recorded.EffectiveUntil, invocation.Value(Until)),
        };
        var path = invocation.Value(Out);
        EncodedFile.WriteNewSecret(path, Encoding.ASCII.GetBytes(Issue(order, signer.Key)));
        invocation.Report.Show(("SD-JWT VC", "SD-JWT VC 凭证"), new Document
        {
            ["file"] = path,
            ["algorithm"] = JoseKeys.AlgorithmOf(signer.Key.PublicKey),
            ["until"] = Datum.Time(order.UntilMs),
        });
        return ExitCode.Done;
    }

    private static string Issue(SdJwtOrder order, ISigner key)
    {
        try
        {
            return SdJwtCredentials.Issue(order, key);
        }
        catch (InvalidDataException e)
        {
            throw CliException.Usage(e.Message, $"无法签发：{e.Message}");
        }
    }

    private static async Task<PublicKey> RequireOfAsync(
        LedgerClient client, Digest certificateId, string uscc, long time, CancellationToken cancellationToken)
    {
        var (refused, signer) = await new ProvenEvaluation(client, height: 0).EvaluateAsync(
            state => (SignerRules.Resolve(state, certificateId, time, out var found), found), cancellationToken);
        return signer is null ? throw new CliException(
                ExitCode.Refused, $"{refused.Code}: {refused.Detail}", $"{refused.Code}：{refused.Detail}")
            : signer.Uscc == uscc ? signer.Key
            : throw new CliException(
                ExitCode.Refused, $"Certificate {certificateId} is {signer.Uscc}'s, not {uscc}'s.",
                $"证书 {certificateId} 属于 {signer.Uscc}，而非 {uscc}。");
    }
}
