"""Bytes as words that can be read out over a bad line and compared by two people.

Law: 1,024 English words, no two of which are one letter apart; the list never changes, because old papers carry it.
Not here: what the words stand for (checkpoint.py, pairing.py).
"""

from __future__ import annotations

import difflib
from typing import Final

from battlebox.journal.errors import Code, JournalError

WORD_BITS: Final = 10
CHECK_BITS: Final = 8

WORDS: Final = tuple(
    """
acid acorn actor adder agate alarm album alpha amber anchor ankle antler apple apron archer arena armour artist ash
aspen atlas attic autumn avenue axis badger bagel bakery balcony ballot bamboo banana bandage banister banjo banner
barber bargain barge barley barn barrel basin basket bassoon baton battery bayou bazaar beacon beam bedroom beehive
beetle belfry belt bench bicycle birch biscuit bishop bison blanket blizzard blossom blue bluebell board bodice bog
bonfire bonnet bookcase border bottle boulder bowler boxer bracelet bracket bramble branch brandy brass bread breeze
brewer brick bridge bronze broom brother bubble bucket buckle budget buffalo buffet bugle builder bulb bullet bundle
bunker bunting burger butcher buttercup button buzzard cabbage cabin cable cactus cafe calendar calf camel camera
campus canal candy canoe canvas canyon captain caravan carbon cargo carnation carousel carpet cashew catapult cattle
cedar celery cement census centaur cereal chain chalk channel chapel chariot charm cheese chef cherry chess chestnut
chicken chimney chisel choir chowder church chutney cider cinema cinnamon circle circus city clarinet clay clerk
cliff cloak cloud cluster coach cobalt cobbler cobweb cockle cocoa coconut collar collie colony column comet comma
compass compost concert cookie copper coral cormorant corner cottage cotton cougar council courtyard cousin cowboy
cowslip crab cradle cranberry crane crater crayon cream creek cricket crochet crocus crown crystal cuckoo cucumber
cupboard cupcake curlew curtain curtsy cushion cutlass cycle cymbal cypress daffodil dagger dahlia daisy dance
daughter deck deer denim depot desert diamond diary diesel dingo dinner ditch doctor dolls dolphin domino doorbell
dragon drake drama drawer dresser drizzle drummer duchess duckling dune dusk eagle echo eclipse eel elbow elder
elephant elm embassy emerald engine ermine estuary evening fabric factory falcon falconer family farmer father fence
fender fern ferry fiddle field fiesta fig finch fire fisher fjord flag flamingo flannel flask fleece flint flock
flower flute foam forest fork fortune fossil fox foxglove frame freezer frost fruit furnace galaxy galleon gallery
garage garden garlic garnet gazelle gearbox gecko gem general geranium geyser giant giraffe glacier glass glove
goblet golden gondola goose gorge gorilla gosling granite grape gravel grocer grotto guard guava guitar gulf gutter
gypsum habit haddock hamlet hammock hamper handbag handle harbour harness harp harvest hat hatchet hawk hazel
headland hearth hedgehog helium helmet herald herb hermit heron hinge hippo hobby holiday hollow holly honey hoop
horizon hornet horse hostel hound hunter hurdle husky hydra hydrant icicle igloo impala indigo inkwell inlet insect
iris iron island ivory ivy jackal jackdaw jacket jaguar jasmine javelin jaw jeans jelly jersey jetty jewel jigsaw
jockey joiner journey judge juggler juice jumper jungle juniper jury kayak kelp kennel kestrel keyhole kidney kilt
kingdom kingfisher kingpin kiosk kitchen kite kiwi knot koala label lace lady lagoon lamp lantana lantern larch
larder laundry lava lavender lawn lawyer leaf lecture ledger legend lemon lentil leopard lettuce lever library
lichen lifeboat lilac lily lime limpet linen linnet lion llama lobster locomotive lodge loft loom lorry lotus lunch
lupin macaw machine magenta magnet magpie mahogany mailbox mallard mammoth mandarin mandolin manor mantle maple
marble margin marigold marina market marmot marsh marzipan mask mason master mattress meadow medal medley melody
melon member mercury meteor metro midnight mill mineral minister minnow mint mirror mitten moat model mongoose
monkey monsoon moon morning mosaic moss moth motor mountain mouse mulberry museum music mussel mustang mustard
napkin nation navy necklace nectar needle nephew nettle nickel night nightjar nobleman noodle north notebook nougat
novel number nurse nutcracker nuthatch nutmeg oarsman oasis oatmeal oboe ocean octopus office olive omelette onyx
opera orange orca orchard orchid oregano organ osprey ostrich otter outpost oval oven overcoat owl oyster palace
palm pancake panda panel panther papaya paper parade parcel park parrot parsley parsnip partridge pasta pastry path
pavement peach peacock peanut pebble pelican pencil penguin pepper perfume petal petrol pewter pheasant piano picnic
picture pigeon pilot pinnacle pioneer pirate pistachio pixel pizza planet plaster plate platform plaza plover plum
plumber poem polka pomelo pony poplar poppy porcupine porridge portrait postcard potato pottery prairie prawn
primrose prince printer prism puddle puffin pulley pumpkin puppet purple puzzle pyramid python quail quarry quartz
quay queen quilt quince quiver rabbit raccoon radar radio radish raft railway rainbow raisin ranger raspberry raven
ravine razor recipe record reef referee reindeer relay rhubarb ribbon rice ring ripple road robin robot roof rooster
rose rosemary rover rowan royal rubber rudder rugby ruler runner rye saddle safari saffron sage salad salmon salt
sandal sandpiper sapphire sardine satchel satellite satin sauce sausage saxophone scaffold scarf school scissors
scooter scout screen sculptor seagull seahorse season sedge seed senator september sequin shadow shamrock shark
shawl sheep shell shepherd sheriff shield shingle ship shoe shovel shower shrimp shrub shutter sickle signal silk
silver singer sister skate skeleton sketch skirt skylark skylight sleeve slipper smoke snail snow snowdrop soccer
socket sofa soldier sonata sorrel soup south spade spaniel sparrow spear spice spider spinach spiral sponge spoon
sprout spruce square squirrel stable stadium staircase stallion stamp star starling statue steel stencil steward
sticker stirrup stoat stool storm stove strand straw stream street string strudel student studio sugar suitcase
summer sunflower sunset surfer surgeon swallow swan sweater swift switch sword sycamore symbol syrup tablet tadpole
tailor talon tambourine tandem tangerine tango tank tapestry tapir target tart tassel tavern taxi teacher teal
teapot temple tenant tennis tent terrace terrier theatre thicket thimble thorn throne thrush thumb thunder tiger
timber tin toast toboggan toffee tomato topaz torch tornado tortoise toucan tower tractor trader traffic train
trapeze traveller tray treasure treaty tree trellis triangle tribune trident trolley trombone trophy trout trowel
truffle trumpet trunk tugboat tulip tuna tundra tunic tunnel turban turbine turkey turnip turtle tutor twig twilight
tyre umbrella umpire uncle unicorn uniform union urchin usher valley van vanilla vase vault velvet veranda vessel
vicar victory village vine vinegar vineyard viola violet violin viper visitor voice volcano vole voyage vulture
waffle wagon waiter wallaby wallet walnut walrus waltz warbler wardrobe warehouse wasp watch waterfall weasel
weather weaver wedding weekend west whale wheat wheel whippet whisker whistle wicker wigwam willow window winter
wisteria wizard wolf wombat wonder woodland wool workshop wreath wren yacht yak yard yarrow yeast yellow yew yogurt
zebra zenith zigzag zinc zipper zodiac
""".split(),  # noqa: SIM905 - a table of words is read as lines, not as a thousand quoted strings
)
_PLACE: Final = {word: place for place, word in enumerate(WORDS)}


def to_words(data: bytes, check: int) -> str:
    """The bytes followed by one checking byte (0..255), ten bits a word; their bits must divide by ten."""
    number = int.from_bytes(data, "big") << CHECK_BITS | check
    count = (8 * len(data) + CHECK_BITS) // WORD_BITS
    return " ".join(WORDS[number >> WORD_BITS * (count - 1 - place) & len(WORDS) - 1] for place in range(count))


def from_words(text: str, length: int) -> tuple[bytes, int]:
    """The `length` bytes and the checking byte that these words stand for. Raises JournalError naming a wrong word."""
    words = text.lower().split()
    if len(words) * WORD_BITS != 8 * length + CHECK_BITS:
        raise JournalError.of(Code.BAD_WORDS)
    number = 0
    for word in words:
        place = _PLACE.get(word)
        if place is None:
            close = difflib.get_close_matches(word, WORDS, n=2)
            near = f"; was it {' or '.join(close)}?" if close else ""
            raise JournalError.of(Code.BAD_WORD, found=repr(word[:30]), near=near)
        number = number << WORD_BITS | place
    return (number >> CHECK_BITS).to_bytes(length, "big"), number & (1 << CHECK_BITS) - 1
