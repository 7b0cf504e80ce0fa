using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Seals;
using FileOptions = Ledger.Cli.Client.FileOptions;

namespace Ledger.Cli.Commands.Seals;

internal sealed class SealMakeCommand : CliCommand
{
    private const int SideMaxMm = 200;

    private readonly Option<string> _id = new("--id")
    {
        Description = "The seal's number, unique for its maker: the one under which it is filed (备案编号, 印章编码).",
        Required = true,
    };
    private readonly Option<string> _name = new("--name") { Description = "The seal's name, usually the organisation's.", Required = true };
    private readonly Option<string> _picture = new("--picture")
    {
        Description = "What it looks like: PNG or JPEG.",
        HelpName = "FILE",
        Required = true,
    };
    private readonly Option<int> _width = new("--width") { Description = "Width on paper in millimetres.", DefaultValueFactory = _ => 40 };
    private readonly Option<int> _height = new("--height")
    {
        Description = "Height on paper in millimetres.",
        DefaultValueFactory = _ => 40,
    };
    private readonly Option<string[]> _for = new("--for")
    {
        Description = "A certificate that may use the seal; several may be given.",
        HelpName = "CERTIFICATE",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<long?> _from = TypedOption.MaybeTime("--from", "First instant of validity; now otherwise.");
    private readonly Option<long> _to = TypedOption.Time("--to", "Last instant of validity.");
    private readonly Option<string> _out = FileOptions.Out("the seal");
    private readonly Option<string?> _certificate = FileOptions.Certificate();

    internal SealMakeCommand(CliContext context)
        : base(
            "make",
            "Make a seal of GB/T 38540-2020, signed by its maker (制章人) with --key.",
            "ledger seal make --id 44040000000001 --name 珠海建设有限公司 --picture seal.png --for bidder.crt --to 2028-01-01T00:00:00Z --key " +
            "maker.pfx --out seal.esl")
    {
        foreach (var option in (ReadOnlySpan<Option>)[_id, _name, _picture, _width, _height, _for, _from, _to, _out, _certificate])
        {
            Add(option);
        }

        Does(context, (invocation, _) => Task.FromResult(Make(invocation)));
    }

    private int Make(Invocation invocation)
    {
        var (width, height) = (invocation.Value(_width), invocation.Value(_height));
        if (width is < 1 or > SideMaxMm || height is < 1 or > SideMaxMm)
        {
            throw CliException.Usage(
                $"A seal is 1 to {SideMaxMm} millimetres wide and high.",
                $"印章的宽和高各为 1 至 {SideMaxMm} 毫米。");
        }

        var picture = EncodedFile.ReadAll(invocation.Value(_picture));
        var type = picture.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) ? "PNG"
            : picture.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]) ? "JPG"
            : throw CliException.Usage(
                $"{invocation.Value(_picture)} is neither PNG nor JPEG.",
                $"{invocation.Value(_picture)} 既不是 PNG 也不是 JPEG。");
        var from = invocation.Value(_from) ?? invocation.Now;
        var description = new SealDescription
        {
            Id = invocation.Value(_id),
            Name = invocation.Value(_name),
            Picture = new SealPicture(type, picture, width, height),
            Certificates = [.. invocation.Value(_for).Select(EncodedFile.ReadCertificate)],
            CreatedMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
            ValidFromMs = from,
            ValidToMs = invocation.Value(_to),
        };
        var key = FileOptions.OpenKey(invocation, _certificate);
        var seal = SealMaker.TryMake(description, key.Signer(invocation), out var error)
            ?? throw CliException.Usage(
                $"The seal cannot be made: {SealErrors.TextOf(error)}.",
                $"印章无法制作：{SealErrors.TextOf(error)}。");
        EncodedFile.WriteNew(invocation.Value(_out), seal.Der.Span);
        invocation.Report.Show(("seal", "印章"), new Document
        {
            ["out"] = invocation.Value(_out),
            ["id"] = seal.Id,
            ["name"] = seal.Name,
            ["maker"] = Names.Show(invocation.Context, seal.Maker.Subject),
            ["valid_from"] = Datum.Time(seal.ValidFromMs),
            ["valid_to"] = Datum.Time(seal.ValidToMs),
            ["certificates"] = seal.Certificates.Count,
            ["bytes"] = seal.Der.Length,
        });
        return ExitCode.Done;
    }
}
