using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Teams;

namespace Palveluohjaus.Host.Cli;

/// <summary>The demo's accounts, one of each role and a second guide of another unit. Their passwords are made anew at each start and kept nowhere.</summary>
internal sealed class DemoAccounts(GuidanceDbContext guidance, KeepAccounts keep, SetPassword passwords)
{
    private const int GroupLength = 4;
    private const int GroupCount = 4;

    /// <summary>Without letters and digits that are taken for each other.</summary>
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    private static readonly Actor Actor = new("demo");

    public async Task PrintAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        foreach (var planned in await PlanAsync(cancellationToken))
        {
            var password = MakePassword();
            await GiveAsync(planned, password, cancellationToken);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"  {planned.ToSave.Name,-10} {password}  {RolesOf(planned.ToSave)}{(planned.Unit is null ? string.Empty : $", {planned.Unit.NameEn}")}"));
        }

        Output.Result("Demo accounts, with passwords made for this start:");
        lines.ForEach(Output.Result);
    }

    private async Task<IReadOnlyList<Planned>> PlanAsync(CancellationToken cancellationToken)
    {
        var workers = await guidance.Workers.AsNoTracking().Where(worker => worker.Source == GuidanceCase.OwnSource && worker.UnitId != null)
            // Who has most to do comes first, so that a demo's workbench shows work.
            .OrderByDescending(worker => guidance.Cases.Count(each => each.ResponsibleWorkerId == worker.Id && each.ClosedAtUtc == null)).ThenBy(worker => worker.Code)
            .ToListAsync(cancellationToken);
        var units = await guidance.Units.AsNoTracking().ToDictionaryAsync(unit => unit.Id, cancellationToken);
        var first = workers[0];
        var second = workers.Find(worker => worker.UnitId != first.UnitId) ?? workers[^1];
        var third = workers.Find(worker => worker.UnitId == first.UnitId && worker.Id != first.Id) ?? first;
        return
        [
            OfWorker("guide1", first, AccountRole.Guide),
            OfWorker("guide2", second, AccountRole.Guide),
            OfWorker("teamlead", third, AccountRole.TeamLead),
            Outside("manager", "Maija Mannila", AccountRole.Manager),
            Outside("analyst", "Anders Analin", AccountRole.Analyst),
            Outside("admin", "Aino Ylitalo", AccountRole.Admin),
        ];

        Planned OfWorker(string name, Worker worker, AccountRole role)
        {
            var unit = units[worker.UnitId!.Value];
            return new Planned(new AccountToSave { Name = name, WorkerName = worker.Name, Roles = [role], UnitIds = [unit.Id], MaySeeProtected = role == AccountRole.TeamLead }, worker.Id, unit);
        }

        static Planned Outside(string name, string workerName, AccountRole role) =>
            new(new AccountToSave { Name = name, WorkerName = workerName, Roles = [role] }, null, null);
    }

    private async Task GiveAsync(Planned planned, string password, CancellationToken cancellationToken)
    {
        var known = await guidance.Accounts.Where(account => account.UserName == planned.ToSave.Name).Select(account => (Guid?)account.Id).FirstOrDefaultAsync(cancellationToken);
        var invited = known is { } accountId
            ? await keep.InviteAsync(accountId, Actor, cancellationToken)
            : await keep.AddAsync(planned.ToSave, planned.WorkerId, Actor, cancellationToken);
        if (invited is not AccountResult.Invited { Token: var token } || await passwords.ByLinkAsync(token, password, cancellationToken) is not AccountResult.Saved)
            throw new CommandRefused($"The demo account {planned.ToSave.Name} could not be made. Was it disabled, or its worker given another account? Start a new demo: --data DIR");
    }

    private static string RolesOf(AccountToSave account) => string.Join(", ", account.Roles.Select(role => role switch
    {
        AccountRole.Guide => "guide",
        AccountRole.TeamLead => "team lead, may see protected details",
        AccountRole.Manager => "manager",
        AccountRole.Analyst => "analyst",
        AccountRole.Admin => "admin",
        _ => throw new ArgumentOutOfRangeException(nameof(account), role, "Not a role."),
    }));

    private static string MakePassword() => string.Join('-', Enumerable.Range(0, GroupCount).Select(_ => new string(RandomNumberGenerator.GetItems<char>(Alphabet, GroupLength))));

    private sealed record Planned(AccountToSave ToSave, Guid? WorkerId, Unit? Unit);
}
