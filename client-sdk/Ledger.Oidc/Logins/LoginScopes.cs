namespace Ledger.Oidc.Logins;

/// <summary>What an application may ask for, and which claims come with it (docs/integration/oidc.md).</summary>
internal static class LoginScopes
{
    /// <summary>That somebody logged in: <c>sub</c>, <c>acr</c>, <c>amr</c>, <c>auth_time</c>, <c>sid</c>.</summary>
    internal const string OpenId = "openid";

    /// <summary>The market subject (市场主体): <c>uscc</c>, <c>name</c>.</summary>
    internal const string Subject = "subject";

    /// <summary>What the person may do for it (经办权限): <c>operator</c>, <c>powers</c>, <c>powers_until</c>.</summary>
    internal const string Powers = "powers";

    internal static IReadOnlyList<string> All { get; } = [OpenId, Subject, Powers];

    /// <summary>What is given under these scopes, in words for the person who agrees.</summary>
    internal static (string English, string Chinese) WordsOf(IReadOnlyCollection<string> scopes)
    {
        var english = new List<string>();
        var chinese = new List<string>();
        if (scopes.Contains(Subject))
        {
            english.AddRange(["the organisation's name", "its unified social credit code"]);
            chinese.AddRange(["单位名称", "统一社会信用代码"]);
        }

        if (scopes.Contains(Powers))
        {
            english.Add("your powers");
            chinese.Add("经办权限");
        }

        return english.Count == 0
            ? ("only that it is the same user as before", "仅“是同一用户”这一信息")
            : (string.Join(", ", english), string.Join("、", chinese));
    }
}
