using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Ledger.Certificates.Names;
using Ledger.Certificates.Requests;
using Ledger.Cli.Client;
using Ledger.Protocol;
using FileOptions = Ledger.Cli.Client.FileOptions;

namespace Ledger.Cli.Commands.Certificates;

internal sealed class CertRequestCommand : CliCommand
{
    private const string PemLabel = "CERTIFICATE REQUEST";
    private const string Country = "CN";

    private static readonly Option<string> Uscc = new("--uscc")
    {
        Description = "统一社会信用代码 of the subject.",
        HelpName = "USCC",
        Required = true,
    };
    private static readonly Option<string> SubjectName = new("--name")
    {
        Description = "The subject's name, as the registry has it.",
        HelpName = "TEXT",
        Required = true,
    };
    private static readonly Option<string> Out = FileOptions.Out("the request, PEM,");

    internal CertRequestCommand(CliContext context)
        : base(
            "request",
            "Ask a certificate authority for a certificate of your key (PKCS #10). Of a dual pair this is the request for both: the " +
            "authority makes the encryption key, and envelopes it to this one.",
            "ledger cert request --key bidder.key --uscc 91350100M000100Y43 --name 珠海建设有限公司 --out bidder.csr")
    {
        Add(Uscc);
        Add(SubjectName);
        Add(Out);
        Does(context, (invocation, _) => Task.FromResult(Write(invocation)));
    }

    private static int Write(Invocation invocation)
    {
        var (uscc, name, path) = (TypedText.Plain(invocation.Value(Uscc)), invocation.Value(SubjectName).Trim(), invocation.Value(Out));
        if (!UnifiedSocialCreditCode.HasShape(uscc) || name.Length == 0)
        {
            throw name.Length == 0
                ? CliException.Usage(
                    "--name is blank: give the subject's name as the registry has it.", "--name 为空：请填写登记的主体名称。")
                : CliException.Usage(
                    $"--uscc {uscc} is no unified social credit code: it has 18 digits and capital letters without I, O, S, V and Z.",
                    $"--uscc {uscc} 不是统一社会信用代码：应为 18 位数字和大写字母（不含 I、O、S、V、Z）。");
        }

        var keyPath = invocation.KeyPath
            ?? throw CliException.Usage(
                "A certificate of which key? Give its file with --key FILE, or set LEDGER_KEY.",
                "为哪个密钥申请证书？请用 --key 指定其文件，或设置 LEDGER_KEY。");
        using var pair = new KeyOpener(invocation.Context).Open(keyPath, invocation.PinPath);
        using var signer = pair.CreateSigner();
        var subject = DistinguishedName.Create(
            new DistinguishedNameAttribute(DistinguishedName.CountryOid, Country),
            new DistinguishedNameAttribute(DistinguishedName.OrganizationOid, name),
            new DistinguishedNameAttribute(DistinguishedName.OrganizationalUnitOid, uscc),
            new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, name));
        var request = PemEncoding.WriteString(PemLabel, CertificationRequestWriter.Write(subject, signer));
        EncodedFile.WriteNew(path, Encoding.ASCII.GetBytes(request + "\n"));
        invocation.Report.Show(("certificate request", "证书申请"), new Document
        {
            ["file"] = path,
            ["name"] = name,
            ["uscc"] = uscc,
            ["uscc_check_failed"] = UnifiedSocialCreditCode.HasValidCheck(uscc) ? null : true,
            ["algorithm"] = Datum.Word(pair.Algorithm),
            ["public_key"] = Datum.Id(pair.PublicKey.Encoded),
        });
        return ExitCode.Done;
    }
}
