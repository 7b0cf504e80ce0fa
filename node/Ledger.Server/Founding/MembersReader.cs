using System.Globalization;
using System.Net;
using System.Text.Json;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Server.Configuration;
using Ledger.Terminal;

namespace Ledger.Server.Founding;

/// <summary>Reads a members file, and finds everything that is wrong with it.</summary>
internal sealed partial class MembersReader
{
    /// <summary>The fields of the file; docs/spec/members.schema.json has the same, and a test compares them.</summary>
    internal static readonly string[] FileFields = ["name", "suite", "time", "rehearsal", "heartbeat_ms", "genesis", "members"];

    /// <summary>The fields of a member.</summary>
    internal static readonly string[] MemberFields =
    [
        "node", "uscc", "name", "region", "roles", "power", "address", "client_address", "grpc_port", "web_port", "web_root",
        "peer_port", "metrics_port", "etcd", "certificate", "public_keys",
    ];

    /// <summary>The fields of a member's part of the etcd.</summary>
    internal static readonly string[] EtcdFields = ["client_port", "peer_port"];

    /// <summary>The fields of keys that a member made at home.</summary>
    internal static readonly string[] KeyFields = ["voting", "receipts", "tls"];

    /// <summary>Most members that found a chain with nodes; others join by vote.</summary>
    internal const int MembersMax = 32;

    private const int NameCharsMax = 200;
    private const int RegionDigits = 6;
    private readonly List<FoundingFault> _faults = [];
    private readonly string _folder;
    private CryptoSuite _suite = CryptoSuite.Guomi;

    private MembersReader(string folder) => _folder = folder;

    /// <summary>Reads a file.</summary>
    /// <exception cref="CliException">Something is wrong; the message names every fault, a line each, in both languages.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static MembersFile Read(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw CliException.Usage($"There is no members file {path}.", $"没有成员文件 {path}。");
        }

        if (file.Length > ConfigurationFile.BytesMax)
        {
            throw CliException.Usage(
                $"The members file {path} has {file.Length} bytes; the most is {ConfigurationFile.BytesMax}.",
                $"成员文件 {path} 有 {file.Length} 字节，最多 {ConfigurationFile.BytesMax} 字节。");
        }

        try
        {
            using var document = JsonDocument.Parse(StrictText.Decode(File.ReadAllBytes(path), path));
            var reader = new MembersReader(file.DirectoryName!);
            var read = reader.ReadFile(document.RootElement);
            return read is not null && reader._faults.Count == 0 ? read : throw FoundingFault.AsOne(reader._faults);
        }
        catch (JsonException e)
        {
            throw CliException.Usage(
                $"The members file {path} is no JSON: {e.Message}",
                $"成员文件 {path} 不是 JSON（第 {e.LineNumber + 1} 行，第 {e.BytePositionInLine + 1} 字节）。");
        }
    }

    private MembersFile? ReadFile(JsonElement root)
    {
        var fields = new JsonFields(root, "", _faults, FileFields);
        var name = Name(fields, "name");
        _suite = Suite(fields);
        var more = More(fields);
        var members = fields.List("members", 1, MembersMax).Select((element, i) => ReadMember(element, $"members[{i}]")).ToList();
        var file = new MembersFile
        {
            Name = name ?? "",
            Suite = _suite,
            TimeMs = Time(fields),
            IsRehearsal = fields.Flag("rehearsal") ?? false,
            HeartbeatMs = (int?)fields.Number("heartbeat_ms", 1, int.MaxValue),
            More = more,
            Members = [.. members.OfType<FoundingMember>()],
        };
        if (members.Contains(null))
        {
            return null; // what all have together is judged once each is known
        }

        CheckTogether(file);
        return file;
    }

    private FoundingMember? ReadMember(JsonElement element, string place)
    {
        var before = _faults.Count;
        var fields = new JsonFields(element, place, _faults, MemberFields);
        var node = fields.Text("node", isRequired: true);
        if (node is not null && (!NodeName.IsOne(node) || node[0] == '-' || node is FoundingFolder.FounderName or FoundingFolder.RunName))
        {
            fields.Fault(
                "node",
                $"'{node}' is no name of a node: 1 to 64 letters, digits and hyphens, and neither {FoundingFolder.FounderName} nor " +
                $"{FoundingFolder.RunName}.",
                $"“{node}”不能作节点名：1 至 64 个字母、数字或连字符，且不能是 {FoundingFolder.FounderName} 或 {FoundingFolder.RunName}。");
        }

        var entry = Entry(fields);
        var address = Address(fields, "address", isRequired: true);
        var clientAddress = Address(fields, "client_address", isRequired: false) ?? IPAddress.Loopback;
        var ports = Ports(fields, address);
        var pages = Pages(fields, ports);
        var power = (ulong)(fields.Number("power", 1, (long)ValidatorRoster.PowerMax) ?? 1);
        var (certificate, keys) = (CertificateOf(fields), KeysOf(fields));
        return _faults.Count > before ? null : new FoundingMember
        {
            Node = node!,
            Entry = entry,
            Power = power,
            Address = address!,
            ClientAddress = clientAddress,
            Ports = ports,
            Pages = pages,
            Certificate = certificate,
            Keys = keys,
        };
    }

    private Member Entry(JsonFields fields)
    {
        var entry = new Member { Active = true, Name = Name(fields, "name") ?? "" };
        if (fields.Text("uscc", isRequired: true) is { } uscc)
        {
            entry.Uscc = uscc;
            if (!UnifiedSocialCreditCode.HasShape(uscc))
            {
                fields.Fault(
                    "uscc", $"'{uscc}' is no unified social credit code: 18 digits and capital letters, without I, O, S, V and Z.",
                    $"“{uscc}”不是统一社会信用代码：18 位数字或大写字母，不含 I、O、S、V、Z。");
            }
        }

        if (fields.Text("region", isRequired: true) is { } region)
        {
            entry.Region = region;
            if (region.Length != RegionDigits || !region.All(char.IsAsciiDigit))
            {
                fields.Fault("region", $"'{region}' is no region code of six digits (GB/T 2260).", $"“{region}”不是六位行政区划代码（GB/T 2260）。");
            }
        }

        entry.Roles.AddRange(Roles(fields).Order());
        return entry;
    }

    private static List<Role> Roles(JsonFields fields)
    {
        var known = Enum.GetValues<Role>().Where(role => role != Role.Unspecified).ToList();
        var roles = new List<Role>();
        foreach (var element in fields.List("roles", 1, known.Count))
        {
            var word = element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
            var role = known.Find(one => one.ToString() == word);
            if (role == Role.Unspecified || roles.Contains(role))
            {
                var names = string.Join(", ", known);
                fields.Fault(
                    "roles", $"'{word}' is no role, or stands twice; there are: {names}.", $"“{word}”不是角色，或重复出现；可用角色：{names}。");
                continue;
            }

            roles.Add(role);
        }

        return roles;
    }

    private static string? Name(JsonFields fields, string field)
    {
        var name = fields.Text(field, isRequired: true);
        if (name is not null && (name.Length > NameCharsMax || string.IsNullOrWhiteSpace(name) || name.Any(char.IsControl)))
        {
            fields.Fault(
                field, $"it must have 1 to {NameCharsMax} characters, not all of them blank, and no control characters.",
                $"应有 1 至 {NameCharsMax} 个字符，不能全为空白，也不能含控制字符。");
        }

        return name;
    }

    private static CryptoSuite Suite(JsonFields fields)
    {
        var word = fields.Text("suite") ?? "guomi";
        if (word is not ("guomi" or "international"))
        {
            fields.Fault("suite", $"'{word}' is no suite; write guomi or international.", $"没有“{word}”套件；请写 guomi 或 international。");
        }

        return word == "international" ? CryptoSuite.International : CryptoSuite.Guomi;
    }

    private static long? Time(JsonFields fields)
    {
        if (fields.Text("time") is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(
            text, "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && time.Year >= 1971)
        {
            return time.ToUnixTimeMilliseconds();
        }

        fields.Fault(
            "time", $"'{text}' is no time; write 2026-12-01T00:00:00+08:00.", $"“{text}”不是时间；请写作 2026-12-01T00:00:00+08:00。");
        return null;
    }

    private Genesis More(JsonFields fields)
    {
        if (Bytes(fields, "genesis", GenesisFile.BytesMax) is not { } bytes)
        {
            return new Genesis();
        }

        try
        {
            var more = JsonParser.Default.Parse<Genesis>(StrictText.Decode(bytes, "genesis"));
            if (more.Name.Length > 0 || more.Suite != 0 || more.Time != 0 || more.RuleVersion != 0 || more.Validators is not null ||
                more.ReceiptKeys.Count > 0 || more.Rehearsal)
            {
                fields.Fault(
                    "genesis",
                    "it names the chain's name, suite, time, rule version, validators or receipt keys, which follow from this file.",
                    "其中给出了链名、套件、时间、规则版本、验证节点或回执公钥，而这些由本文件决定。");
            }

            return more;
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException or InvalidDataException)
        {
            fields.Fault(
                "genesis", $"it is not the JSON form of ledger.v1.Genesis: {e.Message}", $"不是 ledger.v1.Genesis 的 JSON 形式：{e.Message}");
            return new Genesis();
        }
    }

    private static IPAddress? Address(JsonFields fields, string field, bool isRequired)
    {
        if (fields.Text(field, isRequired) is not { } text)
        {
            return null;
        }

        if (IPAddress.TryParse(text, out var address))
        {
            return address;
        }

        fields.Fault(field, $"'{text}' is no IP address.", $"“{text}”不是 IP 地址。");
        return null;
    }

    private FoundingPorts Ports(JsonFields fields, IPAddress? address)
    {
        var etcd = fields.Element("etcd") is { } element
            ? new JsonFields(element, fields.PlaceOf("etcd"), _faults, EtcdFields)
            : null;
        return new FoundingPorts(
            Port(fields, "grpc_port", address) ?? 7300, Port(fields, "web_port", address), Port(fields, "peer_port", address) ?? 7500,
            Port(fields, "metrics_port", address),
            etcd is null ? null : Port(etcd, "client_port", address) ?? 2379,
            etcd is null ? null : Port(etcd, "peer_port", address) ?? 2380);
    }

    private static string? Pages(JsonFields fields, FoundingPorts ports)
    {
        var pages = fields.Text("web_root");
        if (pages?.Length == 0)
        {
            fields.Fault("web_root", "it is empty. Name the folder of the pages, or leave the field out.", "为空。请写明网页目录，或省略此字段。");
        }
        else if (pages is not null && ports.Web is null)
        {
            fields.Fault(
                "web_root", "pages are served on web_port, which is missing. Name a port for browsers too.",
                "网页在 web_port 上提供，而此字段缺失；请一并写明浏览器端口。");
        }

        return pages;
    }

    private static int? Port(JsonFields fields, string name, IPAddress? address)
    {
        var port = (int?)fields.Number(name, 0, IPEndPoint.MaxPort);
        if (port == 0 && address is not null && !IPAddress.IsLoopback(address))
        {
            fields.Fault(
                name, $"0 takes a free port of this machine, and {address} is another's. Name one.",
                $"0 表示取本机的空闲端口，而 {address} 是另一台机器；请写明端口。");
        }

        return port;
    }

    private void CheckTogether(MembersFile file)
    {
        Twice(file, "node", member => member.Node.ToUpperInvariant());
        Twice(file, "uscc", member => member.Entry.Uscc);
        var ports = file.Members.SelectMany((member, i) => member.Ports.Named.Where(one => one.Port != 0)
            .Select(one => (Place: $"members[{i}].{one.Name}", EndPoint: new IPEndPoint(member.Address, one.Port))));
        foreach (var group in ports.GroupBy(one => one.EndPoint).Where(group => group.Count() > 1))
        {
            _faults.Add(new(
                group.Last().Place, $"{group.Key} is taken by {group.First().Place}.", $"{group.Key} 已由 {group.First().Place} 占用。"));
        }

        var etcd = file.Members.Count(member => member.Ports.RunsEtcd);
        if (etcd is 0 or > 9 || etcd % 2 == 0)
        {
            _faults.Add(new(
                "members",
                $"{etcd} of them run a member of the etcd. An odd number from 1 to 9 is needed, best 3 or 5: an even one lives through " +
                "no more losses than the one below it.",
                $"其中 {etcd} 个运行 etcd 成员；应为 1 至 9 之间的奇数，最好是 3 或 5：偶数个并不比少一个更能承受故障。"));
        }

        var total = file.Members.Aggregate(0UL, (sum, member) => sum + member.Power);
        if (file.Members.Count > 1 && file.Members.FirstOrDefault(member => member.Power * 3 > total * 2) is { } alone)
        {
            _faults.Add(new(
                "members", $"{alone.Node} has {alone.Power} of {total} votes and would make every block final alone.",
                $"{alone.Node} 持有 {total} 票中的 {alone.Power} 票，可独自使每个区块最终确认。"));
        }
    }

    private void Twice(MembersFile file, string field, Func<FoundingMember, string> valueOf)
    {
        foreach (var group in file.Members.Index().GroupBy(one => valueOf(one.Item), StringComparer.Ordinal).Where(one => one.Count() > 1))
        {
            var (first, last) = (group.First(), group.Last());
            _faults.Add(new(
                $"members[{last.Index}].{field}", $"it is that of members[{first.Index}] too.", $"与 members[{first.Index}] 相同。"));
        }
    }
}
