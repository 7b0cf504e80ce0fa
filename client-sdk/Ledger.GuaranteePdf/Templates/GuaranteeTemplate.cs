using System.Text.RegularExpressions;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;

namespace Ledger.GuaranteePdf.Templates;

/// <summary>
/// A published wording (<see cref="GuaranteeWording"/>), read into lines.
/// </summary>
internal sealed partial record GuaranteeTemplate
{
    /// <summary>Name and version: independent.v1.</summary>
    internal required string Name { get; init; }

    /// <summary>SHA-256 of the file, 64 hexadecimal digits.</summary>
    internal required string Digest { get; init; }

    /// <summary>The lines, with places for values.</summary>
    internal required IReadOnlyList<TemplateLine> Lines { get; init; }

    /// <summary>The template that terms name.</summary>
    /// <exception cref="InvalidDataException">
    /// It is none of the published ones by name and digest, or it is another nature's: a document in other words than were meant is none.
    /// </exception>
    internal static GuaranteeTemplate Of(GuaranteeTerms terms)
    {
        var lawful = GuaranteeWording.For(terms.Form, terms.LegalNature) ?? throw new InvalidDataException(
            $"There is no text for a guarantee of form {terms.Form} and nature {terms.LegalNature}: independent ones are issued by " +
            $"financial "
            + "institutions (独立保函规定 §1), insurance by insurers, and both must be stated.");
        var wording = GuaranteeWording.Find(terms.Wording) ?? throw new InvalidDataException(
            $"The terms name the wording {terms.Wording?.Name ?? "none"}, of which this program has no text with that digest: ask the "
            + "guarantor for its document.");
        return wording.Name.Split('.')[0] == lawful.Name.Split('.')[0]
            ? Of(wording)
            : throw new InvalidDataException(
                $"The wording {wording.Name} is not for a guarantee of form {terms.Form} and nature {terms.LegalNature}.");
    }

    internal static GuaranteeTemplate Of(GuaranteeWording wording) => new()
    {
        Name = wording.Name,
        Digest = wording.Digest,
        Lines = [.. wording.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)],
    };

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
