namespace Ledger.GuaranteePdf.Templates;

/// <summary>What a line of a template is.</summary>
internal enum TemplateLineKind
{
    /// <summary># the document's title.</summary>
    Title,

    /// <summary>## what stands under it.</summary>
    Subtitle,

    /// <summary>% the parties: who is secured, whose duty it is, who undertakes.</summary>
    Parties,

    /// <summary>@ the legal nature in words.</summary>
    Nature,

    /// <summary>&gt; to whom it is addressed.</summary>
    Addressee,

    /// <summary>= the maximum amount, on a line of its own.</summary>
    Sum,

    /// <summary>1. a numbered clause.</summary>
    Clause,

    /// <summary>Anything else: a paragraph, of the clause above where there is one.</summary>
    Paragraph,
}

/// <summary>One line of a template, or of the text that became of it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text, with {places} for values while it is a template's.</param>
/// <param name="Number">A clause's number, with its point.</param>
/// <param name="Condition">cipher or revealed: the line stands in such documents alone; empty for all.</param>
internal sealed record TemplateLine(TemplateLineKind Kind, string Text, string Number = "", string Condition = "");
