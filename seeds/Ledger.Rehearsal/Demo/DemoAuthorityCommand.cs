using System.CommandLine;
using Ledger.Certificates.Files;
using Ledger.Certificates.Requests;
using Ledger.Cms.Files;
using Ledger.Cms.KeyContainers;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Terminal;

namespace Ledger.Rehearsal.Demo;

/// <summary>
/// <c>ledger demo ca</c>: certificates of a rehearsal's test authority, so that somebody plays a bidder from the first key on.
/// </summary>
internal sealed class DemoAuthorityCommand : ProgramCommand
{
    private readonly Argument<string> _request = new("REQUEST") { Description = "The request, as `ledger cert request` makes it." };
    private readonly Option<string?> _uscc = new("--uscc")
    {
        Description = "统一社会信用代码 of the subject; the one in the request otherwise. A real authority asks the registry.",
        HelpName = "USCC",
    };

    private readonly Option<string> _out = new("--out")
    {
        Description = "Where the certificate goes, DER; a file that exists is not touched.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string?> _pair = new("--pair")
    {
        Description =
            "Where the answer with the second certificate of the pair goes, and the encryption key that this authority makes, enveloped " +
            "to the request's key.",
        HelpName = "FILE",
    };

    internal DemoAuthorityCommand(CliContext context)
        : base(
            "ca",
            "Issue test certificates for a request, in a rehearsal of `ledger up` alone: real ones come from a certificate authority.",
            "ledger demo ca bidder.csr --out bidder.crt --genesis .ledger/consortium/genesis.json")
    {
        Add(_request);
        Add(_uscc);
        Add(_out);
        Add(_pair);
        Does(context, (run, _) => Task.FromResult(Issue(run)));
    }

    private int Issue(CommandRun run)
    {
        var authority = DemoCommand.SeedOf(run).Authorities[1];
        var (path, key, request) = Read(run.Value(_request));
        var uscc = run.Value(_uscc) ?? request.Subject.OrganizationalUnit ?? string.Empty;
        var name = request.Subject.Organization ?? request.Subject.CommonName;
        if (!UnifiedSocialCreditCode.HasShape(uscc) || string.IsNullOrWhiteSpace(name))
        {
            throw CliException.Usage(
                $"{path} asks for a certificate of '{name}' with the code '{uscc}'. A certificate of a subject has a name, and a unified " +
                "social credit code of 18 characters: make the request anew, or give the code with --uscc.",
                $"{path} 申请的证书名称为“{name}”，代码为“{uscc}”；主体证书须有名称和 18 位统一社会信用代码：请重新制作申请，或用 --uscc 给出代码。");
        }

        var certificate = authority.CertifyKey(key, uscc, name);
        if (run.Value(_pair) is { } pair)
        {
            WriteNew(pair, key.Algorithm == SignatureAlgorithm.Sm2Sm3
                ? Answer()
                : throw CliException.Usage(
                    $"A pair is of SM2 keys, and {path} is for a key of {key.Algorithm}: leave --pair out.",
                    $"双证书只用于 SM2 密钥，{path} 的密钥为 {key.Algorithm}：请去掉 --pair。"));
        }

        WriteNew(run.Value(_out), certificate.Der.Span);
        run.Report.Show(("test certificate", "测试证书"), new Document
        {
            ["file"] = run.Value(_out),
            ["pair"] = run.Value(_pair),
            ["certificate"] = CertificateId.Compute(run.Genesis.Hasher, certificate.Der.Span).ToString(),
            ["uscc"] = uscc,
            ["name"] = name,
        });
        return ExitCode.Done;

        byte[] Answer()
        {
            var (encryption, encryptionKey) = authority.CertifyForEncryption(key, uscc, name);
            using (encryptionKey)
            {
                return CertificateResponse.Write(certificate, encryption, encryptionKey);
            }
        }
    }

    /// <summary>A request whose sender holds the key; PEM is the longer form of it.</summary>
    private static (string Path, PublicKey Key, CertificationRequest Request) Read(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists || info.Length > 2 * CertificationRequest.BytesMax)
        {
            throw info.Exists
                ? CliException.Usage($"{path} is longer than any request.", $"{path} 太长，不是证书申请。")
                : CliException.Usage($"There is no file {path}.", $"文件 {path} 不存在。");
        }

        var file = UnwrappedFile.Read(File.ReadAllBytes(path));
        if (!CertificationRequest.TryParse(file.First, out var request, out var error))
        {
            var kind = FileKinds.Of(file);
            throw kind is FileKind.CertificationRequest or FileKind.Unknown
                ? CliException.Usage($"{path} is no certification request that is taken: {error}.", $"{path} 不是可接受的证书申请：{error}。")
                : CliException.Usage(
                    $"{path} is no certification request: it is {FileKinds.NameOf(kind)}.",
                    $"{path} 不是证书申请，而是：{FileKinds.NameOf(kind)}。");
        }

        if (!request.IsProven(new SignatureVerifier()))
        {
            throw CliException.NotVerified(
                $"{path} is not signed by the key that it asks to certify: whoever made it does not prove that it holds the key.",
                $"{path} 未用所申请的密钥签名，不能证明申请者持有该密钥。");
        }

        return request.Key.LedgerKey is { } key
            ? (path, key, request)
            : throw CliException.Usage(
                $"{path} asks to certify a key of a kind that the chain does not take.",
                $"{path} 所申请的密钥种类本链不接受。");
    }

    private static void WriteNew(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(bytes);
    }
}
