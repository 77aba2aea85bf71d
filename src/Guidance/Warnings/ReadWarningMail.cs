using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Mail;
using Palveluohjaus.Guidance.Storage;

namespace Palveluohjaus.Guidance.Warnings;

/// <summary>How warnings by mail stand, for whoever keeps the service. No address and no secret is in it.</summary>
public sealed class ReadWarningMail(GuidanceDbContext guidance, MailInUse mail)
{
    public async Task<WarningMailView> ReadAsync(CancellationToken cancellationToken) => new()
    {
        IsOn = mail.Settings is not null,
        State = await guidance.WarningMailStates.AsNoTracking().SingleOrDefaultAsync(cancellationToken),
        AccountsWithAddress = await guidance.Accounts.CountAsync(account => account.DisabledAtUtc == null && account.WarnsByMail && account.MailAddress != null, cancellationToken),
    };
}

public sealed record WarningMailView
{
    public required bool IsOn { get; init; }

    /// <summary>Null when there has been no run.</summary>
    public required WarningMailState? State { get; init; }

    /// <summary>How many accounts are told by mail.</summary>
    public required int AccountsWithAddress { get; init; }
}
