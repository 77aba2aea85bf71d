namespace Palveluohjaus.Guidance.Accounts;

/// <summary>What an account says of itself.</summary>
/// <param name="Language">fi, sv or en; null for none chosen.</param>
/// <param name="UsesSingleKeys">Whether single keys act on the pages.</param>
public sealed record SettingsBody(string? Language, bool UsesSingleKeys);

public enum SettingsProblemKind
{
    LanguageUnknown,
    CodeWrong,
    PasswordWrong,

    /// <summary>Mail could not be sent to it.</summary>
    AddressUnusable,
}

/// <summary>Where an account's warnings go by mail.</summary>
/// <param name="Address">One bare address; null for none.</param>
/// <param name="WarnsByMail">Whether warnings are sent there.</param>
public sealed record WarningMailBody(string? Address, bool WarnsByMail)
{
    public override string ToString() => nameof(WarningMailBody);
}

/// <summary>A new password, with the one it replaces.</summary>
public sealed record PasswordBody(string OldPassword, string NewPassword)
{
    public override string ToString() => nameof(PasswordBody);
}

/// <summary>A code of the app that was just given the key.</summary>
public sealed record SecondFactorCodeBody(string Code)
{
    public override string ToString() => nameof(SecondFactorCodeBody);
}

/// <summary>The password again, so that a desk left open does not weaken the account.</summary>
public sealed record SecondFactorOffBody(string Password)
{
    public override string ToString() => nameof(SecondFactorOffBody);
}

/// <summary>How the second factor stands.</summary>
public sealed record SecondFactorView(bool IsOn, int RecoveryCodesLeft);

/// <summary>The secret for the app; asking again gives another.</summary>
public sealed record SecondFactorKeyView(string Key, string Address)
{
    public override string ToString() => nameof(SecondFactorKeyView);
}

/// <summary>Shown this once.</summary>
public sealed record RecoveryCodesView(IReadOnlyList<string> RecoveryCodes)
{
    public override string ToString() => nameof(RecoveryCodesView);
}
