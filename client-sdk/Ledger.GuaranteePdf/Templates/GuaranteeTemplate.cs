using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Ledger.Protocol.V1;

namespace Ledger.GuaranteePdf.Templates;

/// <summary>
/// The text of a guarantee of one legal nature. A template that was used never changes: another wording is another file with the next version, and a test
/// holds the digest of each.
/// </summary>
internal sealed partial record GuaranteeTemplate
{
    /// <summary>The templates in use, by their files' names.</summary>
    internal static readonly IReadOnlyList<string> Names = ["accessory.v1", "independent.v1", "insurance.v1"];

    /// <summary>Name and version: independent.v1.</summary>
    internal required string Name { get; init; }

    /// <summary>SHA-256 of the file.</summary>
    internal required string Digest { get; init; }

    /// <summary>The lines, with places for values.</summary>
    internal required IReadOnlyList<TemplateLine> Lines { get; init; }

    /// <summary>The template for a form and a nature.</summary>
    /// <exception cref="InvalidDataException">The law knows no such guarantee.</exception>
    internal static GuaranteeTemplate For(GuaranteeForm form, LegalNature nature) => (form, nature) switch
    {
        (GuaranteeForm.Bank or GuaranteeForm.Insurance, LegalNature.Independent) => Read("independent.v1"),
        (GuaranteeForm.Bank or GuaranteeForm.Surety, LegalNature.Accessory) => Read("accessory.v1"),
        (GuaranteeForm.Insurance, LegalNature.Insurance) => Read("insurance.v1"),
        _ => throw new InvalidDataException(
            $"There is no text for a guarantee of form {form} and nature {nature}: independent ones are issued by financial institutions "
            + "(独立保函规定 §1), insurance by insurers, and both must be stated."),
    };

    internal static GuaranteeTemplate Read(string name)
    {
        using var resource = typeof(GuaranteeTemplate).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"There is no template {name}.");
        using var file = new MemoryStream();
        resource.CopyTo(file);
        var lines = Encoding.UTF8.GetString(file.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new GuaranteeTemplate
        {
            Name = name,
            Digest = Convert.ToHexStringLower(SHA256.HashData(file.ToArray())),
            Lines = [.. lines.Select(Parse)],
        };
    }

    /// <summary>The text of one line of a kind.</summary>
    internal string TextOf(TemplateLineKind kind) => Lines.Single(line => line.Kind == kind).Text;

    /// <summary>The lines that stand in a document, with values in their places. A value is never read as a template again.</summary>
    internal IReadOnlyList<TemplateLine> Fill(IReadOnlyDictionary<string, string> values, string condition) =>
    [
        .. Lines.Where(line => line.Condition.Length == 0 || line.Condition == condition)
            .Select(line => line with { Text = Place().Replace(line.Text, place => values[place.Groups[1].Value]) }),
    ];

    private static TemplateLine Parse(string text)
    {
        var match = Line().Match(text);
        var rest = match.Groups["rest"].Value;
        return match.Groups["mark"].Value switch
        {
            "#" => new TemplateLine(TemplateLineKind.Title, rest),
            "##" => new TemplateLine(TemplateLineKind.Subtitle, rest),
            "%" => new TemplateLine(TemplateLineKind.Parties, rest),
            "@" => new TemplateLine(TemplateLineKind.Nature, rest),
            ">" => new TemplateLine(TemplateLineKind.Addressee, rest),
            "=" => new TemplateLine(TemplateLineKind.Sum, rest),
            "" => new TemplateLine(TemplateLineKind.Paragraph, rest),
            var mark when mark[0] == '[' => new TemplateLine(TemplateLineKind.Paragraph, rest, Condition: mark[1..^1]),
            var number => new TemplateLine(TemplateLineKind.Clause, rest, number),
        };
    }

    [GeneratedRegex("""^(?:(?<mark>##?|[%@>=]|\[[a-z]+\]|[0-9]\.) )?(?<rest>.+)$""", RegexOptions.CultureInvariant)]
    private static partial Regex Line();

    [GeneratedRegex("""\{([a-z]+)\}""", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
