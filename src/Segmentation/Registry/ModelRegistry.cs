using System.Text;
using Palveluohjaus.Segmentation.Suggestions;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Segmentation.Registry;

/// <summary>
/// The models on disk: <c>collection/version/{model.json, metrics.json, card.md, *.svg}</c>, and for each collection which version is
/// champion and how it became so. Safe for several processes at once: changes wait for one another, and reading never waits.
/// </summary>
/// <param name="root">The folder, made when something is first written to it.</param>
/// <param name="clock">Names versions and dates the history.</param>
public sealed class ModelRegistry(string root, TimeProvider clock)
{
    private const int MinimumReasonLength = 3;
    private const int MaximumReasonLength = 500;
    private const int MaximumWhoLength = 100;
    private readonly RegistryLayout _layout = new(root);

    /// <summary>The folder.</summary>
    public string Root => root;

    /// <summary>Everything in the registry, by name. What is broken is listed with what is wrong with it.</summary>
    public IReadOnlyList<CollectionListing> List() =>
        [.. _layout.Collections().Where(RegistryName.IsValid).Select(List)];

    /// <summary>
    /// The next free version name of today, UTC: 2026-11-22-1. A name that the history knows is not free, though its folder is gone: the
    /// name stands beside suggestions and in the history, and must not come to mean another model.
    /// </summary>
    /// <exception cref="ArgumentException">The collection cannot have that name.</exception>
    /// <exception cref="InvalidDataException">The collection's history is broken.</exception>
    public string NextVersion(string collection)
    {
        RegistryName.Require(collection);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var last = _layout.Versions(collection)
            .Concat(History(collection).SelectMany(entry => new[] { entry.From, entry.To }).OfType<string>())
            .Select(RegistryName.OrderOf)
            .Where(order => order.Day == today)
            .Select(order => order.Number)
            .DefaultIfEmpty(0)
            .Max();
        return RegistryName.VersionOf(today, last + 1);
    }

    /// <summary>Finds out whether a version could be saved, before the work of training one. No folder is made.</summary>
    /// <exception cref="ArgumentException">The collection cannot have that name.</exception>
    /// <exception cref="IOException">The folder cannot be written to, or another process held the registry for half a minute.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not write there.</exception>
    /// <exception cref="InvalidDataException">The collection's history is broken.</exception>
    public async Task RequireWritableAsync(string collection, CancellationToken cancellationToken)
    {
        RegistryName.Require(collection);
        using var held = Directory.Exists(root) ? await RegistryFiles.LockAsync(root, cancellationToken) : null;
        _ = NextVersion(collection);
        RegistryFiles.RequireWritable(_layout.CollectionPath(collection));
    }

    /// <summary>Saves a model, its metrics and its card as the next version, all of it or nothing.</summary>
    /// <param name="collection">The collection, made if it is new.</param>
    /// <param name="model">The model; its id is replaced.</param>
    /// <param name="metrics">Its metrics; the hashes of its files are filled in.</param>
    /// <param name="cancellationToken">Stops the waiting for another process.</param>
    /// <returns>The model under the id it was saved with.</returns>
    /// <exception cref="ArgumentException">The collection cannot have that name, or the model holds a number that is not finite.</exception>
    /// <exception cref="NotSupportedException">The registry cannot keep models of that kind.</exception>
    /// <exception cref="InvalidDataException">A file would be greater than one that is read, or the collection's history is broken.</exception>
    public async Task<CalibratedModel> SaveAsync(string collection, CalibratedModel model, VersionMetrics metrics, CancellationToken cancellationToken)
    {
        RegistryName.Require(collection);
        using var held = await RegistryFiles.LockAsync(root, cancellationToken);
        var folder = _layout.CollectionPath(collection);
        Directory.CreateDirectory(folder);
        RegistryFiles.CleanUp(folder);

        var version = NextVersion(collection);
        var named = model with { Id = $"{collection}/{version}" };
        var bytes = ModelFile.Write(named);
        if (bytes.OwnFile is null)
            ModelFile.Read(bytes, ModelFile.FileName, []); // What could not be read back is not saved.

        var complete = metrics with { Files = bytes.Hashes() };
        var files = new List<KeyValuePair<string, byte[]>>
        {
            new(ModelFile.FileName, bytes.Json),
            new(VersionFolder.MetricsFileName, RegistryJson.WriteFigures(complete)),
        };
        if (bytes.OwnFile is not null)
            files.Add(new(ModelFile.OwnFileName, bytes.OwnFile));
        files.AddRange(ModelCard.Render(named, complete).Select(file => KeyValuePair.Create(file.Name, Encoding.UTF8.GetBytes(file.Text))));
        RegistryFiles.WriteFolder(_layout.VersionPath(collection, version), files);
        return named with { Fingerprint = ModelFile.FingerprintOf(bytes) };
    }

    /// <summary>Reads a version.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="version">The version.</param>
    /// <param name="trainers">Who may read a model that is kept in a file of its own.</param>
    /// <exception cref="ArgumentException">A name cannot be one.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such version.</exception>
    /// <exception cref="InvalidDataException">The version is broken, altered, of a newer format, or needs a plug-in; the message names the file.</exception>
    public CalibratedModel Load(string collection, string version, IReadOnlyList<ISegmentTrainer> trainers) =>
        RequireOwnId(Existing(collection, version).ReadModel(trainers), collection, version);

    /// <summary>The same for a model that is about to score rows of a schema.</summary>
    /// <exception cref="InvalidDataException">As <see cref="Load"/>; or the model was made for another catalogue, scheme or columns.</exception>
    public CalibratedModel LoadFor(ModelSchema schema, string collection, string version, IReadOnlyList<ISegmentTrainer> trainers)
    {
        var model = Load(collection, version, trainers);
        ModelFile.RequireSchema(schema, model.Model.Schema, Path.Combine(_layout.VersionPath(collection, version), ModelFile.FileName));
        return model;
    }

    /// <summary>A version's metrics.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such version.</exception>
    /// <exception cref="InvalidDataException">The file is broken.</exception>
    public VersionMetrics Metrics(string collection, string version) => Existing(collection, version).ReadMetrics();

    /// <summary>A version's card as it was saved.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such version.</exception>
    public string Card(string collection, string version)
    {
        _ = Existing(collection, version);
        return File.ReadAllText(Path.Combine(_layout.VersionPath(collection, version), VersionFolder.CardFileName));
    }

    /// <summary>What the county asks of every champion: gate.json in <see cref="Root"/>, or the product's own limits.</summary>
    /// <exception cref="InvalidDataException">The file is broken, or holds a limit that is none.</exception>
    public GateSettings ReadGateSettings() => GateSettings.Read(Path.Combine(root, GateSettings.FileName));

    /// <summary>The version in use; null when there is none. What suggests then is not the registry's to say: for clients the scorecard, for a file nothing.</summary>
    /// <exception cref="InvalidDataException">The file does not hold a version's name.</exception>
    public string? Champion(string collection)
    {
        RegistryName.Require(collection);
        return _layout.ReadChampion(collection);
    }

    /// <summary>Every promotion and rollback, oldest first.</summary>
    /// <exception cref="InvalidDataException">A line is broken.</exception>
    public IReadOnlyList<ChampionEvent> History(string collection)
    {
        RegistryName.Require(collection);
        return _layout.History(collection).Read();
    }

    /// <summary>Makes a version champion, if the gate let it pass or a reason outweighs what the gate found.</summary>
    /// <param name="decision">What the gate found.</param>
    /// <param name="who">The account or user, 1–100 characters.</param>
    /// <param name="overrideReason">3–500 characters; null to leave it to the gate.</param>
    /// <param name="trainers">Who may read a model that is kept in a file of its own.</param>
    /// <param name="cancellationToken">Stops the waiting for another process.</param>
    /// <exception cref="InvalidDataException">The version or the collection's history is broken.</exception>
    public async Task<ChampionOutcome> PromoteAsync(
        GateDecision decision, string who, string? overrideReason, IReadOnlyList<ISegmentTrainer> trainers, CancellationToken cancellationToken)
    {
        RequireWho(who);
        RegistryName.Require(decision.Collection);
        RegistryName.Require(decision.Candidate);
        using var held = await RegistryFiles.LockAsync(root, cancellationToken);

        var champion = Champion(decision.Collection);
        _ = History(decision.Collection); // A line added to a broken history could not be read again.
        var reason = overrideReason?.Trim();
        if (!_layout.Version(decision.Collection, decision.Candidate).Exists)
            return new ChampionOutcome.Refused($"There is no version {decision.Collection}/{decision.Candidate}.");
        if (champion == decision.Candidate)
            return new ChampionOutcome.Refused($"{decision.Candidate} is champion already.");
        if (champion != decision.Champion)
            return new ChampionOutcome.Refused($"The champion was {decision.Champion ?? "none"} when the version was compared, and is {champion ?? "none"} now. Compare again.");
        if (reason is not (null or { Length: >= MinimumReasonLength and <= MaximumReasonLength }))
            return new ChampionOutcome.Refused($"The reason of an override has {MinimumReasonLength}–{MaximumReasonLength} characters.");

        var failed = string.Join(' ', decision.Findings.Where(finding => !finding.IsPassed).Select(finding => finding.Words));
        if (!decision.CanBeOverridden)
            return new ChampionOutcome.Refused($"{(failed.Length == 0 ? "Not every check was made." : failed)} This cannot be overridden.");
        if (!decision.IsPassed && reason is null)
            return new ChampionOutcome.Refused($"{failed} It can be overridden by giving a reason.");

        // Asked of the model itself too: whatever the evidence says, this promise is not broken. It also proves that the file loads.
        if (Load(decision.Collection, decision.Candidate, trainers).Model is not IExplainableModel)
            return new ChampionOutcome.Refused("Only models with exact explanations may become champion, and this one has none. This cannot be overridden.");

        return Change(decision.Collection, new ChampionEvent
        {
            AtUtc = clock.GetUtcNow().UtcDateTime,
            Action = ChampionAction.Promoted,
            Who = who,
            From = champion,
            To = decision.Candidate,
            OverrideReason = decision.IsPassed ? null : reason,
            Measured = decision.Measured,
            Findings = decision.Findings,
        });
    }

    /// <summary>Brings back the champion before this one: the version, or none when this was the first. Done again it goes further back.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="who">The account or user, 1–100 characters.</param>
    /// <param name="cancellationToken">Stops the waiting for another process.</param>
    /// <exception cref="InvalidDataException">The collection's history is broken.</exception>
    public async Task<ChampionOutcome> RollbackAsync(string collection, string who, CancellationToken cancellationToken)
    {
        RequireWho(who);
        RegistryName.Require(collection);
        using var held = await RegistryFiles.LockAsync(root, cancellationToken);

        var champion = Champion(collection);
        var champions = ChampionHistory.Replay(_layout.History(collection).Read(), champion);
        if (champions.Count < 2)
            return new ChampionOutcome.Refused($"There is nothing to roll back to: {collection} has no champion.");

        var before = champions[^2];
        if (before is not null && _layout.Find(collection, before).Error is { } error)
            return new ChampionOutcome.Refused($"The champion before, {before}, cannot be used: {error}");

        return Change(collection, new ChampionEvent
        {
            AtUtc = clock.GetUtcNow().UtcDateTime,
            Action = ChampionAction.RolledBack,
            Who = who,
            From = champion,
            To = before,
        });
    }

    /// <summary>
    /// Copies from the product's own folder the versions that the registry lacks, and its champion where a collection has neither a champion
    /// nor a history. A county's own choice is never changed, and doing it again does nothing.
    /// </summary>
    /// <param name="shippedFolder">A registry's folder; nothing is done when it is not there.</param>
    /// <param name="cancellationToken">Stops the waiting for another process.</param>
    /// <exception cref="InvalidDataException">A shipped version is broken; the message names the file.</exception>
    public async Task<BroughtIn> BringInAsync(string shippedFolder, CancellationToken cancellationToken)
    {
        var versions = new List<string>();
        var champions = new List<string>();
        var shipped = new RegistryLayout(shippedFolder);
        using var held = await RegistryFiles.LockAsync(root, cancellationToken);
        foreach (var collection in shipped.Collections())
        {
            RegistryName.Require(collection);
            Directory.CreateDirectory(_layout.CollectionPath(collection));
            RegistryFiles.CleanUp(_layout.CollectionPath(collection));
            foreach (var version in shipped.Versions(collection))
            {
                var source = shipped.Version(collection, version);
                _ = source.Check();
                if (_layout.Version(collection, version).Exists)
                    continue;
                RegistryFiles.WriteFolder(_layout.VersionPath(collection, version), source.ReadFiles());
                versions.Add($"{collection}/{version}");
            }

            var champion = shipped.ReadChampion(collection);
            if (champion is not null && Champion(collection) is null && History(collection).Count == 0 && IsShipped(collection, champion))
            {
                _layout.WriteChampion(collection, champion);
                champions.Add($"{collection}/{champion}");
            }
        }

        return new BroughtIn(versions, champions);

        // A county may have trained a version of its own by the same name, on the same day.
        bool IsShipped(string collection, string version) =>
            _layout.Find(collection, version) is { Error: null, Metrics: { } own } && own.Files == shipped.Version(collection, version).ReadMetrics().Files;
    }

    private static void RequireWho(string who)
    {
        if (string.IsNullOrWhiteSpace(who) || who.Length > MaximumWhoLength || who.Any(char.IsControl))
            throw new ArgumentException($"The history needs to know who, in 1–{MaximumWhoLength} characters.", nameof(who));
    }

    private ChampionOutcome.Changed Change(string collection, ChampionEvent entry)
    {
        // The history first: a change that is recorded and did not happen can be told apart, one that happened unrecorded cannot.
        _layout.History(collection).Append(entry);
        _layout.WriteChampion(collection, entry.To);
        return new ChampionOutcome.Changed(entry);
    }

    private CollectionListing List(string collection)
    {
        string? champion = null, error = null;
        try
        {
            champion = Champion(collection);
            _ = History(collection);
            if (champion is not null && !_layout.Version(collection, champion).Exists)
                error = $"The champion {champion} is not there.";
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            error = exception.Message;
        }

        var versions = _layout.Versions(collection).OrderBy(RegistryName.OrderOf).ThenBy(version => version, StringComparer.Ordinal);
        return new CollectionListing(collection, champion, error, [.. versions.Select(version => _layout.Find(collection, version) with { IsChampion = version == champion })]);
    }

    private CalibratedModel RequireOwnId(CalibratedModel model, string collection, string version) => model.Id == $"{collection}/{version}"
        ? model
        : throw new InvalidDataException($"{Path.Combine(_layout.VersionPath(collection, version), ModelFile.FileName)}: the model is {model.Id}, and lies in the folder of another version.");

    private VersionFolder Existing(string collection, string version)
    {
        RegistryName.Require(collection);
        RegistryName.Require(version);
        var folder = _layout.Version(collection, version);
        return folder.Exists ? folder : throw new DirectoryNotFoundException($"There is no version {collection}/{version} in {root}.");
    }
}
