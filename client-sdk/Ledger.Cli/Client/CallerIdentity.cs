using Ledger.Certificates.Extensions;
using Ledger.Client;
using Ledger.Cms.KeyContainers;
using Ledger.Crypto.Keys;
using Ledger.Protocol;

namespace Ledger.Cli.Client;

/// <summary>
/// As whom the person's calls show themselves, and to which nodes (docs/spec/access.md). A closed node tells nobody which certificate a key
/// has on the chain, so that is said or lies in the key's file; and which node it is the person says too, for a node could claim to be
/// another and show the token there.
/// </summary>
internal sealed class CallerIdentity
{
    private CallerIdentity(IReadOnlyDictionary<Uri, Digest> nodes, ClientSigner signer) => (Nodes, Signer) = (nodes, signer);

    /// <summary>The validator ids of the nodes that learn who calls, by address.</summary>
    internal IReadOnlyDictionary<Uri, Digest> Nodes { get; }

    /// <summary>Who that is.</summary>
    internal ClientSigner Signer { get; }

    /// <summary>The validator id of the node there; null where it does not learn who calls.</summary>
    internal Digest? NodeAt(Uri address) => Nodes.TryGetValue(address, out var id) ? id : null;

    /// <summary>What the common options say; null where they say nothing of it.</summary>
    /// <exception cref="CliException">They name no node, in clear over a network, or no key or certificate to call with.</exception>
    internal static CallerIdentity? Of(Invocation invocation)
    {
        var given = invocation.Value(ClientOptions.Authenticate) is { Length: > 0 } options
            ? options
            : (invocation.Context.Variable("LEDGER_AUTHENTICATE") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (given.Length == 0)
        {
            return null;
        }

        var nodes = new Dictionary<Uri, Digest>();
        foreach (var one in given)
        {
            var (address, id) = NodeOf(invocation, one);
            if (!nodes.TryAdd(address, id))
            {
                throw CliException.Usage($"--authenticate names {address} twice.", $"--authenticate 重复指定了 {address}。");
            }
        }

        return new CallerIdentity(nodes, SignerOf(invocation));
    }

    private static (Uri Address, Digest Id) NodeOf(Invocation invocation, string text)
    {
        var at = text.LastIndexOf('=');
        var id = IdOf(invocation, text[(at + 1)..]);
        var address = at < 0 ? invocation.NodeAddress() : Invocation.AddressOf(text[..at]);
        return address is { Scheme: "http", IsLoopback: false }
            ? throw CliException.Usage(
                $"{address} is reached in clear, and whoever sees a call token can show it: have the node serve over TLS, and write https.",
                $"{address} 为明文连接，任何人截获调用令牌即可冒用：请让节点启用 TLS，并改写为 https。")
            : (address, id);
    }

    // Names of the genesis file alone: any other list of validators would come from the node that is to be told from others.
    private static Digest IdOf(Invocation invocation, string text)
    {
        if (Digest.TryParse(text, out var id))
        {
            return id;
        }

        var named = invocation.Genesis.Validators.Set.Validators.Where(one => one.Name == text).ToList();
        return named is [var only] && Digest.TryRead(only.Id.Span, out id) ? id : throw CliException.Usage(
            $"--authenticate {text}: it is the name of no validator in the genesis file, nor an id of 64 hexadecimal digits, as `ledger " +
            "status --json` shows those of today's validators; for another node than --node's write URL=NAME or URL=ID.",
            $"--authenticate {text}：不是创世文件中的验证者名称，也不是 64 位十六进制的验证者标识（`ledger status --json` 可见）；" +
            "其他节点请写 URL=名称 或 URL=标识。");
    }

    private static ClientSigner SignerOf(Invocation invocation)
    {
        var path = invocation.KeyPath ?? throw CliException.Usage(
            "--authenticate shows a node who calls: give your key file with --key FILE, or set LEDGER_KEY.",
            "--authenticate 用于向节点表明身份：请用 --key 指定密钥文件，或设置 LEDGER_KEY。");
        var opened = invocation.OpenKeys(path);
        var (key, certificate) = invocation.Common(ClientOptions.Caller, "LEDGER_CALLER") is { } caller
            ? Given(invocation, opened, path, caller)
            : Held(invocation, opened, path);
        return new ClientSigner(certificate, invocation.Own(key.CreateSigner()));
    }

    private static (KeyPair Key, Digest Certificate) Given(Invocation invocation, OpenedKeys opened, string path, string caller)
    {
        if (Digest.TryParse(caller, out var id))
        {
            return (SigningKey(opened, path), id);
        }

        var certificate = EncodedFile.ReadCertificate(caller);
        var key = opened.Keys.FirstOrDefault(one => one.PublicKey.Equals(certificate.PublicKey)) ?? throw CliException.Usage(
            $"The certificate {caller} is not for the key in {path}.", $"证书 {caller} 不是 {path} 中密钥的证书。");
        return (key, CertificateId.Compute(invocation.Genesis.Hasher, certificate.Der.Span));
    }

    private static (KeyPair Key, Digest Certificate) Held(Invocation invocation, OpenedKeys opened, string path)
    {
        var key = SigningKey(opened, path);
        return opened.CertificateOf(key) is { } certificate
            ? (key, CertificateId.Compute(invocation.Genesis.Hasher, certificate.Der.Span))
            : throw CliException.Usage(
                $"{path} holds no certificate, and a node that asks who calls does not say which one your key has: give its file or id " +
                "with --caller, or set LEDGER_CALLER.",
                $"{path} 中没有证书，而要求表明身份的节点不会告知您的密钥对应哪张证书：" +
                "请用 --caller 指定证书文件或标识，或设置 LEDGER_CALLER。");
    }

    private static KeyPair SigningKey(OpenedKeys opened, string path) =>
        opened.Find(KeyUsages.Signing) ?? throw KeyOpener.Ambiguous(path, opened, KeyUsages.Signing);
}
