using System.CommandLine;
using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Palveluohjaus.Guidance.Accounts;
using Palveluohjaus.Guidance.Audit;
using Palveluohjaus.Guidance.Cases;
using Palveluohjaus.Guidance.Imports;
using Palveluohjaus.Guidance.Storage;
using Palveluohjaus.Guidance.Texts;

namespace Palveluohjaus.Host.Cli;

/// <summary><c>account</c>: accounts from the server's own command line, for when nobody can sign in. Whoever runs it could read the database anyway.</summary>
internal static class AccountCommand
{
    private static readonly Actor Actor = new("account command");

    private static readonly Argument<string> AccountName = new("ACCOUNT") { Description = "What the worker signs in with." };
    private static readonly Option<string> WorkerName = new("--name") { Description = "The worker's name.", Required = true };
    private static readonly Option<AccountRole[]> Roles = new("--role") { Description = "What the worker does.", Required = true, AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> Units = new("--unit") { Description = "The code of a unit the worker belongs to, the one they act for first.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<bool> Protected = new("--protected") { Description = "May ask how a protected client is reached." };
    private static readonly Option<string> Address = new("--address") { Description = "Where browsers find the server, for the link.", DefaultValueFactory = _ => WebAppOptions.DefaultUrl };

    public static Command Create()
    {
        var add = new Command("add", "Adds an account and prints the one-time link by which its owner sets a password.") { AccountName, WorkerName, Roles, Units, Protected, Address };
        add.SetAction((parsed, cancellationToken) => WithAccountsAsync(parsed, services => AddAsync(parsed, services, cancellationToken), cancellationToken));
        var list = new Command("list", "Lists the accounts.");
        list.SetAction((parsed, cancellationToken) => WithAccountsAsync(parsed, services => ListAsync(services, cancellationToken), cancellationToken));
        return new Command("account", "Accounts, from the server's own command line.")
        {
            add,
            list,
            OnAccount("disable", "Shuts an account at once.", (keep, id, stop) => keep.DisableAsync(id, Actor, stop)),
            OnAccount("enable", "Opens an account again, and ends a lock-out.", (keep, id, stop) => keep.EnableAsync(id, Actor, stop)),
            OnAccount("link", "Prints a new one-time link that sets a password.", (keep, id, stop) => keep.InviteAsync(id, Actor, stop)),
            Mail(),
            OnAccount("reset-second-factor", "Turns the second factor off, for a lost phone.", (keep, id, stop) => keep.ResetSecondFactorAsync(id, Actor, stop)),
        };
    }

    private static Command Mail()
    {
        var to = new Option<string?>("--to") { Description = "The address that warnings go to; without it, and without --off, none is left." };
        var off = new Option<bool>("--off") { Description = "Sends no warnings; the address stays unless --to gives another." };
        var command = new Command("mail", "Says where an account's warnings go by mail.") { AccountName, to, off };
        command.SetAction((parsed, cancellationToken) => WithAccountsAsync(
            parsed,
            async services =>
            {
                var accountId = await FindAsync(services, parsed.GetRequiredValue(AccountName));
                var (keep, address, isOff) = (services.GetRequiredService<KeepAccounts>(), parsed.GetValue(to), parsed.GetValue(off));
                if (isOff && address is null)
                    await keep.StopMailAsync(accountId, Actor, cancellationToken);
                else if (!await keep.SetMailAsync(accountId, address, !isOff, Actor, cancellationToken))
                    throw new CommandRefused(services.GetRequiredService<IStringLocalizer<GuidanceTexts>>()["Warnings.Own.Address.Wrong"]);
                Output.Say("Done.");
            },
            cancellationToken));
        return command;
    }

    private static Command OnAccount(string name, string description, Func<KeepAccounts, Guid, CancellationToken, Task<AccountResult>> run)
    {
        var command = new Command(name, description) { AccountName, Address };
        command.SetAction((parsed, cancellationToken) => WithAccountsAsync(
            parsed,
            async services =>
            {
                var accountId = await FindAsync(services, parsed.GetRequiredValue(AccountName));
                Conclude(services, parsed, await run(services.GetRequiredService<KeepAccounts>(), accountId, cancellationToken));
            },
            cancellationToken));
        return command;
    }

    private static async Task AddAsync(ParseResult parsed, IServiceProvider services, CancellationToken cancellationToken)
    {
        var codes = parsed.GetValue(Units) ?? [];
        var known = await services.GetRequiredService<GuidanceReads>().Units.Where(unit => unit.Source == GuidanceCase.OwnSource && codes.Contains(unit.Code)).ToDictionaryAsync(unit => unit.Code, unit => unit.Id, cancellationToken);
        var unknown = codes.Where(code => !known.ContainsKey(code)).ToList();
        if (unknown.Count > 0)
            throw new CommandRefused($"There is no unit {string.Join(", ", unknown.Select(code => VisibleText.Of(code)))}.");

        var toSave = new AccountToSave
        {
            Name = parsed.GetRequiredValue(AccountName),
            WorkerName = parsed.GetRequiredValue(WorkerName),
            Roles = parsed.GetRequiredValue(Roles),
            UnitIds = [.. codes.Select(code => known[code])],
            MaySeeProtected = parsed.GetValue(Protected),
        };
        Conclude(services, parsed, await services.GetRequiredService<KeepAccounts>().AddAsync(toSave, Actor, cancellationToken));
    }

    private static async Task ListAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var guidance = services.GetRequiredService<GuidanceDbContext>();
        var accounts = await (
            from account in guidance.Accounts.AsNoTracking()
            join worker in guidance.Workers on account.WorkerId equals worker.Id
            join unit in guidance.Units on worker.UnitId equals unit.Id into units
            from unit in units.DefaultIfEmpty()
            orderby account.NormalizedUserName
            select new { Account = account, Unit = unit == null ? null : unit.Code }).ToListAsync(cancellationToken);
        foreach (var each in accounts)
        {
            var state = each.Account switch
            {
                { DisabledAtUtc: not null } => "disabled",
                { PasswordHash: null } => "invited",
                _ => "active",
            };
            var lastSignIn = each.Account.LastSignInAtUtc?.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture) ?? "never";
            Output.Result($"{each.Account.UserName}\t{state}\t{string.Join(',', each.Account.Roles)}\t{each.Unit}\t{(each.Account.TwoFactorEnabled ? "second factor" : "password only")}\tlast signed in: {lastSignIn}");
        }
    }

    private static async Task<Guid> FindAsync(IServiceProvider services, string name) =>
        (await services.GetRequiredService<UserManager<Account>>().FindByNameAsync(name.Trim()))?.Id
        ?? throw new CommandRefused($"There is no account {VisibleText.Of(name)}.");

    private static void Conclude(IServiceProvider services, ParseResult parsed, AccountResult result)
    {
        switch (result)
        {
            case AccountResult.Invited invited:
                Output.Result($"Hand this link to its owner; it sets a password once, within three days: {parsed.GetRequiredValue(Address).TrimEnd('/')}/link?token={invited.Token}");
                break;
            case AccountResult.Refused refused:
                var texts = services.GetRequiredService<IStringLocalizer<GuidanceTexts>>();
                throw new CommandRefused(string.Join(' ', refused.Problems.Select(problem => texts[$"Account.Problem.{problem.Kind}"].Value)));
            default:
                Output.Say("Done.");
                break;
        }
    }

    private static async Task<int> WithAccountsAsync(ParseResult parsed, Func<IServiceProvider, Task> run, CancellationToken cancellationToken)
    {
        await using var services = await CommandServices.OpenExistingAsync(parsed.GetRequiredValue(CommonOptions.Data), cancellationToken);
        await using var scope = services.CreateAsyncScope();
        await run(scope.ServiceProvider);
        return ExitCodes.Done;
    }
}
